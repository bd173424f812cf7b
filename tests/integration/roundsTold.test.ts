import { afterEach, beforeEach, describe, expect, it } from 'vitest'
import type { Engine } from '../../src/main/engine/Engine.ts'
import { checkStudy } from '../../src/main/engine/store/verifyStudy.ts'
import { rights } from '../../src/shared/domain/roles.ts'
import { connected } from '../support/connected.ts'
import { smallRound } from '../support/rounds.ts'
import { studyOfFrames, temporaryFolder, testEngine } from '../support/TestStudy.ts'

let place: ReturnType<typeof temporaryFolder>
let engine: Engine
beforeEach(async () => {
  place = temporaryFolder()
  engine = testEngine(place.path)
  await studyOfFrames(engine, place.path, { count: 4, side: 32 })
})
afterEach(async () => {
  await engine.close()
  place.remove()
})

const as = (name: string) => connected({ engine, actor: { name, rights } })
const inHours = (hours: number) => new Date(Date.now() + 3_600_000 * hours).toISOString()
/** What the trail tells of rounds. */
const told = async () => {
  const rows = await engine.study.store.db
    .selectFrom('audit')
    .select(['actor', 'action', 'detail'])
    .where((is) => is.or(['round-%', 'planned-%', 'line-%'].map((action) => is('action', 'like', action))))
    .orderBy('seq')
    .execute()
  return rows.map(({ actor, action, detail }) => [
    `${actor}: ${action}`,
    JSON.parse(detail) as Record<string, unknown>,
  ])
}
async function again(): Promise<void> {
  const { folder } = engine.study.store
  await engine.close()
  engine = testEngine(place.path)
  await engine.openStudy(folder)
  await engine.training.planned.begin()
}

describe('rounds in line', () => {
  it('are told with who put them there, changed, moved and took them out, and from no file', async () => {
    const options = { ...smallRound(40), initial: '/home/Hans Müller/weights.pth', acceptedOnly: true }
    const [soon, late] = [inHours(1), inHours(2)]
    const { id } = await as('anna').planning.add({ options, notBefore: soon })
    await as('anna').planning.add({ options: smallRound(50), notBefore: late })
    await as('berta').planning.change({ id, notBefore: late })
    await as('berta').planning.move({ id, by: 5 })
    await as('berta').planning.move({ id, by: 5 })
    await as('anna').planning.remove({ id })
    await as('anna').planning.remove({ id })
    const round = { method: options.method, steps: 40, acceptedOnly: true }
    expect(await told()).toEqual([
      ['anna: planned-added', { ...round, notBefore: soon }],
      ['anna: planned-added', { method: options.method, steps: 50, notBefore: late }],
      ['berta: planned-changed', { ...round, notBefore: late }],
      ['berta: planned-moved', { from: 1, to: 2 }],
      ['anna: planned-removed', { ...round, notBefore: late }],
    ])
    expect((await checkStudy(engine.study.store)).problems).toEqual([])
  })

  it('are told as missed once, and as not started with the reason, by the app', async () => {
    await as('anna').planning.add({ options: smallRound(40), notBefore: inHours(1) })
    await engine.study.store.db
      .updateTable('planned_round')
      .set({ not_before: '2020-01-01T20:00:00.000Z' })
      .execute()
    await again()
    await again()
    const [{ id } = { id: '' }] = (await engine.training.planned.list()).rounds
    await as('berta').planning.change({ id, notBefore: null })
    await expect
      .poll(async () => (await engine.training.planned.list()).rounds.map(({ state }) => state))
      .toEqual(['failed'])
    const rows = await told()
    expect(rows.map(([what]) => what)).toEqual([
      'anna: planned-added',
      'LoCo Studio: planned-missed',
      'berta: planned-changed',
      'LoCo Studio: planned-failed',
    ])
    const { rounds } = await engine.training.planned.list()
    expect(rows.at(-1)?.[1]).toMatchObject({ reason: rounds[0]?.problem?.name })
  })
})

describe('a round of an engine that died', () => {
  it('is told as broken off by the next one, once', async () => {
    const config = { options: smallRound(40), settings: {}, labelled: 2, unlabelled: 1, from: null }
    await engine.study.store.db
      .insertInto('run')
      .values({
        ...{
          id: 'run-1',
          state: 'running',
          config: JSON.stringify(config),
          step: 30,
          started_at: inHours(-1),
        },
        ...{ seconds_per_step: null, message: null, model_id: null, verdict: null, ended_at: null },
      })
      .execute()
    await again()
    await again()
    expect(await told()).toEqual([
      ['LoCo Studio: round-crashed', { step: 30, reason: 'studioStopped', alarms: 0 }],
    ])
  })
})
