import { readFileSync, writeFileSync } from 'node:fs'
import { join } from 'node:path'
import { afterAll, beforeAll, describe, expect, it } from 'vitest'
import { callerFor } from '../../src/main/api/callerFor.ts'
import { localActor } from '../../src/main/api/localActor.ts'
import type { Engine } from '../../src/main/engine/Engine.ts'
import { type Right, type Role, rights, roles } from '../../src/shared/domain/roles.ts'
import { codesOf, operations, refusedOf } from '../support/askEach.ts'
import { codeOf, connected } from '../support/connected.ts'
import { studyOfPairs, temporaryFolder, testEngine } from '../support/TestStudy.ts'

const PASSWORD = 'quiet larynx 7'
const everyRole = Object.keys(roles) as Role[]

let place: ReturnType<typeof temporaryFolder>
let engine: Engine
/** The right that each operation needs, as it was found by asking. */
const needed = new Map<string, Right>()

beforeAll(async () => {
  place = temporaryFolder()
  engine = testEngine(place.path, { trainerEntry: join(place.path, 'no-trainer.js') })
  // No demo can be made and no trainer starts: whoever is let through does no harm.
  writeFileSync(engine.runtime.demoFolder, 'in the way')
  await studyOfPairs(engine, place.path, { count: 2, side: 32 })
  for (const right of rights) {
    const codes = await codesOf(connected({ engine, actor: { name: 'somebody', rights: [right] } }))
    for (const [operation, code] of codes) if (code !== 'NOT_ALLOWED') needed.set(operation, right)
  }
  const { accounts } = engine
  await accounts.begin(localActor(), 'engineer', PASSWORD, { from: 'local' })
  for (const role of everyRole.filter((one) => one !== 'engineer')) {
    const code = await accounts.create(localActor(), role, role)
    await accounts.choosePassword(role, code, PASSWORD, { from: 'local' })
  }
})
afterAll(async () => {
  await engine.close()
  place.remove()
})

/** Somebody who has signed in over a connection of their own. */
async function signedIn(role: Role, from: 'local' | 'network') {
  const client = connected({ engine, caller: callerFor({ engine, from }) })
  await client.people.signIn({ name: role, password: PASSWORD })
  return client
}
const closedTo = (mine: readonly Right[]) =>
  operations
    .map(({ group, name }) => `${group}.${name}`)
    .filter((operation) => {
      const right = needed.get(operation)
      return right === undefined || !mine.includes(right)
    })

describe('an account', () => {
  it('is asked about every operation there is', () => {
    expect([...needed.keys()].sort()).toEqual(operations.map(({ group, name }) => `${group}.${name}`).sort())
  })

  it.each(everyRole)(
    'of the role %s may do over the network what its rights say, and nothing else',
    async (role) => {
      const client = await signedIn(role, 'network')
      expect(refusedOf(await codesOf(client))).toEqual(closedTo(roles[role]))
      expect((await client.people.me()).role).toBe(role)
    },
  )

  it.each(everyRole)('of the role %s may open other studies besides, at the machine', async (role) => {
    const client = await signedIn(role, 'local')
    expect(refusedOf(await codesOf(client))).toEqual(closedTo([...roles[role], 'machine']))
  })

  it('that nobody has signed in to may do nothing, and at the machine what whoever sits there may', async () => {
    const refused = async (from: 'local' | 'network') => {
      const codes = await codesOf(connected({ engine, caller: callerFor({ engine, from }) }))
      expect([...codes.values()]).not.toContain('NOT_ALLOWED')
      return [...codes].flatMap(([operation, code]) => (code === 'NOT_SIGNED_IN' ? [operation] : []))
    }
    expect(await refused('network')).toEqual(closedTo([]))
    expect(await refused('local')).toEqual(closedTo(['machine']))
  })

  it('of a viewer that paints behind the window is refused, which is logged, and the engine goes on', async () => {
    const client = await signedIn('viewer', 'network')
    const stroke = { stroke: 'a', x: 0, y: 0, patch: '', restores: null, copied: false }
    expect(await codeOf(client.layers.paint({ frame: 1, base: 0, ...stroke }))).toBe('NOT_ALLOWED')
    expect(readFileSync(engine.runtime.logFile, 'utf8')).toContain(
      '"operation":"layers.paint","code":"NOT_ALLOWED"',
    )
    expect(await client.study.current()).not.toBeNull()
  })
})
