import { afterAll, beforeAll, describe, expect, it, vi } from 'vitest'
import type { Engine } from '../../src/main/engine/Engine.ts'
import { checkStudy } from '../../src/main/engine/store/verifyStudy.ts'
import { updateRun } from '../../src/main/engine/training/runStore.ts'
import { me } from '../support/me.ts'
import { hasBuild, hasTensorFlow } from '../support/places.ts'
import { smallRound } from '../support/rounds.ts'
import { studyOfPairs, temporaryFolder, testEngine } from '../support/TestStudy.ts'

const place = temporaryFolder()
let engine: Engine
beforeAll(async () => {
  engine = testEngine(place.path)
  await studyOfPairs(engine, place.path, { count: 12 })
})
afterAll(async () => {
  await engine.close()
  place.remove()
})

const planned = () => engine.training.planned
const inHours = (hours: number) => new Date(Date.now() + 3_600_000 * hours).toISOString()
const seeds = async () => (await planned().list()).rounds.map(({ options }) => options.seed)
const rounds = async () =>
  (await engine.training.rounds()).map(({ options, state }) => `${options.seed} ${state}`)
const clear = async () => {
  for (const { id } of (await planned().list()).rounds) await planned().remove(me, id)
}
/** What the trail tells of rounds, in or out of the line. */
const told = async () => {
  const rows = await engine.study.store.db
    .selectFrom('audit')
    .select(['actor', 'action'])
    .where((is) => is.or([is('action', 'like', 'round-%'), is('action', 'like', 'planned-%')]))
    .orderBy('seq')
    .execute()
  return rows.map(({ actor, action }) => `${actor}: ${action}`)
}
/** Rounds are over and none begins. */
const allIsQuiet = (count: number) =>
  vi.waitUntil(
    async () => {
      const all = await engine.training.rounds()
      return all.length === count && all.every(({ state }) => state !== 'running')
    },
    { timeout: 60_000, interval: 50 },
  )
const round = (seed: number, steps = 2) => smallRound(steps, { seed })
const wish = (seed: number, notBefore: string | null = null) => ({ options: round(seed), notBefore })

/** The study as the next engine finds it, for a window or for a command. */
async function again(forWindow = true): Promise<void> {
  const { folder } = engine.study.store
  await engine.close()
  engine = testEngine(place.path)
  await engine.openStudy(folder)
  if (forWindow) await planned().begin()
}

describe.skipIf(!hasBuild || !hasTensorFlow)('rounds in line', () => {
  it('are moved, given another time, and taken out; two windows see the same', async () => {
    const heard: string[] = []
    const stop = new AbortController()
    const listening = (async () => {
      for await (const { what } of engine.changes.listen(stop.signal)) heard.push(what)
    })()
    const [first, second] = [
      await planned().add(me, wish(1, inHours(2))),
      await planned().add(me, wish(2, inHours(3))),
    ]
    expect(first).toMatchObject({ state: 'waits', reader: me.name, problem: null })
    expect(await seeds()).toEqual([1, 2])
    await planned().move(me, { id: second.id, by: -1 })
    expect(await seeds()).toEqual([2, 1])
    await planned().move(me, { id: second.id, by: 5 })
    expect(await seeds()).toEqual([1, 2])
    const changed = await planned().change(me, { id: first.id, options: round(7), notBefore: inHours(9) })
    expect(changed.options.seed).toBe(7)
    await planned().remove(me, second.id)
    expect(await seeds()).toEqual([7])
    await expect(planned().change(me, { id: second.id, notBefore: null })).rejects.toMatchObject({
      code: 'RUN_NOT_FOUND',
    })
    await expect(planned().move(me, { id: second.id, by: 1 })).rejects.toMatchObject({
      code: 'RUN_NOT_FOUND',
    })
    expect((await planned().remove(me, second.id)).rounds).toHaveLength(1)
    stop.abort()
    await listening
    expect(heard.filter((what) => what === 'runs').length).toBeGreaterThanOrEqual(5)
    await clear()
  })

  it('are no more than anybody means', async () => {
    for (let n = 0; n < 20; n++) await planned().add(me, wish(n, inHours(1)))
    await expect(planned().add(me, wish(21))).rejects.toMatchObject({ code: 'WRONG_USAGE' })
    await clear()
  })

  it('start one after another; one that cannot says why and lets the next by', async () => {
    const before = (await told()).length
    await planned().add(me, wish(1))
    // Nothing is known under such a name by the time that it is its turn.
    await planned().add(me, {
      options: smallRound(2, { seed: 2, initial: 'no-such-model' }),
      notBefore: null,
    })
    await planned().add(me, wish(3))
    await planned().add(me, wish(4, inHours(5)))
    await allIsQuiet(2)
    expect(await rounds()).toEqual(['3 finished', '1 finished'])
    // A round may begin while others are put in line behind it.
    expect((await told()).slice(before).sort()).toEqual(
      [
        'LoCo Studio: planned-failed',
        ...Array.from({ length: 2 }, () => 'LoCo Studio: planned-started'),
        ...Array.from({ length: 2 }, () => 'LoCo Studio: round-finished'),
        ...Array.from({ length: 4 }, () => `${me.name}: planned-added`),
        ...Array.from({ length: 2 }, () => `${me.name}: round-started`),
      ].sort(),
    )
    const { rounds: left } = await planned().list()
    expect(left.map(({ options, state, problem }) => [options.seed, state, problem?.name])).toEqual([
      [2, 'failed', 'noSuchModel'],
      [4, 'waits', undefined],
    ])
    await clear()
  })

  it('kept what a few validation frames looked like on the way', async () => {
    const [{ id } = { id: '' }] = await engine.training.rounds()
    const { frames, looks } = await engine.training.strip(id)
    expect(frames.length).toBeGreaterThan(0)
    expect(frames.length).toBeLessThanOrEqual(6)
    expect([looks[0]?.step, looks.at(-1)?.step]).toEqual([0, 2])
    for (const look of looks)
      expect(look.frames.map(({ frame }) => frame)).toEqual(frames.map((one) => one.id))
  })

  it('are gone on with by the next engine, which asks about what was missed', async () => {
    const soon = await planned().add(me, wish(5, inHours(1)))
    const late = await planned().add(me, wish(6, inHours(2)))
    await engine.study.store.db
      .updateTable('planned_round')
      .set({ not_before: '2020-01-01T20:00:00.000Z' })
      .where('id', '=', soon.id)
      .execute()
    await again()
    const states = async () => (await planned().list()).rounds.map(({ state }) => state)
    expect(await states()).toEqual(['missed', 'waits'])
    expect(await engine.training.rounds()).toHaveLength(2)
    const checked = await checkStudy(engine.study.store)
    expect(checked.problems, 'the table is checked like every other').toEqual([])
    await planned().remove(me, late.id)
    await planned().change(me, { id: soon.id, notBefore: null })
    await allIsQuiet(3)
    expect((await rounds())[0]).toBe('5 finished')
  })

  it('hold after a round that ended early, until somebody lets them go on', async () => {
    const [{ id } = { id: '' }] = await engine.training.rounds()
    await updateRun(engine.study, id, {
      state: 'crashed',
      message: JSON.stringify({ name: 'studioStopped', values: {} }),
    })
    await planned().add(me, wish(8))
    expect(await planned().list()).toMatchObject({ holds: true, rounds: [{ state: 'waits' }] })
    expect(await engine.training.rounds()).toHaveLength(3)
    await again()
    expect((await planned().list()).holds, 'by the next engine too').toBe(true)
    expect((await planned().goOn(me)).holds).toBe(false)
    await allIsQuiet(4)
    expect((await rounds())[0]).toBe('8 finished')
  })

  it('are started by no command that opens the study, nor after a round of one', async () => {
    await planned().add(me, wish(9, inHours(1)))
    await engine.study.store.db.updateTable('planned_round').set({ not_before: null }).execute()
    await again(false)
    const { id } = await engine.training.start(me, round(10))
    await engine.training.ended(id)
    expect((await planned().list()).rounds.map(({ state }) => state)).toEqual(['waits'])
    expect((await rounds())[0]).toBe('10 finished')
    await again()
    await allIsQuiet(6)
    expect((await rounds())[0]).toBe('9 finished')
  })

  it('wait while somebody paints, and say so', async () => {
    const { id } = await engine.training.start(me, smallRound(400, { threads: 1 }))
    const states: boolean[] = []
    const stop = new AbortController()
    let [steps, atHold] = [0, 0]
    for await (const event of engine.training.watch(stop.signal)) {
      if (event.kind === 'round') states.push(event.round.waits)
      if (event.kind !== 'loss') continue
      steps++
      if (event.point.step === 3) {
        engine.training.giveWayToPainting()
        atHold = steps
      }
      // It has gone on by itself since.
      if (atHold > 0 && states.includes(true) && steps > atHold + 5) stop.abort()
    }
    expect(states).toContain(true)
    await engine.training.cancel(me, id)
    expect(await engine.training.ended(id)).toMatchObject({
      state: 'cancelled',
      waits: false,
      options: { threads: 1 },
    })
    // A person ended it: the line is not held for that.
    expect((await planned().list()).holds).toBe(false)
  })

  it('cannot be planned where the study may only be looked at', async () => {
    const { folder } = engine.study.store
    const other = testEngine(place.path)
    await other.openStudy(folder)
    const { planned: line } = other.training
    await expect(line.add(me, wish(1))).rejects.toMatchObject({ code: 'READ_ONLY' })
    expect((await line.list()).rounds).toEqual([])
    await other.close()
  })
})
