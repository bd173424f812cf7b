import { mkdirSync, writeFileSync } from 'node:fs'
import { join } from 'node:path'
import { afterAll, beforeAll, describe, expect, it } from 'vitest'
import { localActor } from '../../src/main/api/localActor.ts'
import type { Engine } from '../../src/main/engine/Engine.ts'
import { type Right, type Role, rights, roles } from '../../src/shared/domain/roles.ts'
import { codesOf, operations, refusedOf } from '../support/askEach.ts'
import { connected } from '../support/connected.ts'
import { temporaryFolder, testEngine } from '../support/TestStudy.ts'

let place: ReturnType<typeof temporaryFolder>
let engine: Engine
/** The rights that let somebody who has nothing else through, by operation. */
let needed: ReadonlyMap<string, readonly Right[]>

/** No study is open, no demo can be made, no trainer starts: whoever is let through does no harm. */
beforeAll(async () => {
  place = temporaryFolder()
  engine = testEngine(place.path, { trainerEntry: join(place.path, 'no-trainer.js') })
  mkdirSync(engine.runtime.demoFolder)
  writeFileSync(join(engine.runtime.demoFolder, 'in-the-way'), '')
  needed = await lettingThrough()
})
afterAll(async () => {
  await engine.close()
  place.remove()
})

/** What becomes of each operation where somebody with such rights asks for it, without what it needs to be told. */
const asking = (mine: readonly Right[], of = operations): Promise<Map<string, string | null>> =>
  codesOf(connected({ engine, actor: { name: 'somebody', rights: mine } }), of)

async function lettingThrough(): Promise<Map<string, Right[]>> {
  const found = new Map<string, Right[]>(operations.map(({ group, name }) => [`${group}.${name}`, []]))
  for (const right of rights)
    for (const [operation, code] of await asking([right]))
      if (code !== 'NOT_ALLOWED') found.get(operation)?.push(right)
  return found
}

describe('each operation of the contract', () => {
  it('needs one right, and refuses whoever has all others, over the wire', async () => {
    for (const [operation, right] of needed) expect(right, operation).toHaveLength(1)
    for (const right of rights) {
      const others = rights.filter((other) => other !== right)
      const its = operations.filter(({ group, name }) => needed.get(`${group}.${name}`)?.[0] === right)
      const codes = await asking(others, its)
      expect(refusedOf(codes), right).toEqual([...codes.keys()])
    }
    expect(refusedOf(await asking([]))).toHaveLength(operations.length)
    // The engine has come through all of it.
    const client = connected({ engine, actor: localActor() })
    expect((await client.machine.about()).version).toBe('test')
  })

  it('is refused with a reason that people can be told', async () => {
    const { study } = connected({ engine, actor: { name: 'somebody', rights: roles.viewer } })
    await expect(study.rename({ name: 'Mine' })).rejects.toMatchObject({
      code: 'NOT_ALLOWED',
      data: { name: 'notAllowed', values: {} },
    })
  })

  it('tells anybody who they are', async () => {
    const { people } = connected({ engine, actor: { name: 'somebody', rights: [] } })
    expect(await people.me()).toMatchObject({ name: 'somebody', rights: [], accounts: false })
  })

  it('is open to the one who sits at the machine', async () => {
    expect(refusedOf(await asking(localActor().rights))).toEqual([])
  })
})

describe('a role', () => {
  it.each(Object.keys(roles) as Role[])('%s may do what its rights say, and nothing else', async (role) => {
    const mine: readonly Right[] = roles[role]
    const closed = [...needed].flatMap(([operation, [right]]) =>
      right && mine.includes(right) ? [] : [operation],
    )
    expect(refusedOf(await asking(mine))).toEqual(closed)
  })

  it('means what its name says', async () => {
    const refused = async (role: Role) => refusedOf(await asking(roles[role]))
    const changing = ['layers.paint', 'layers.declare', 'catalogue.tag', 'catalogue.hide', 'training.start']
    expect(await refused('viewer')).toEqual(
      expect.arrayContaining([...changing, 'models.use', 'study.export', 'folders.list', 'study.open']),
    )
    expect(await refused('viewer')).not.toContain('frames.open')
    const annotators = await refused('annotator')
    expect(annotators).not.toContain('layers.paint')
    expect(annotators).toEqual(
      expect.arrayContaining(['bring.intoOpen', 'training.start', 'study.export', 'folders.list']),
    )
    const engineers = await refused('engineer')
    expect(engineers).toContain('layers.paint')
    for (const theirs of ['training.start', 'folders.list', 'bring.intoOpen', 'study.backUp'])
      expect(engineers).not.toContain(theirs)
  })
})
