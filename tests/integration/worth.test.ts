import { afterEach, beforeEach, describe, expect, it } from 'vitest'
import type { Engine } from '../../src/main/engine/Engine.ts'
import { LabelService } from '../../src/main/engine/labels/LabelService.ts'
import { WorthService } from '../../src/main/engine/worth/WorthService.ts'
import { addRound, judgedAt, scoreOf } from '../support/budgetStudy.ts'
import { discs } from '../support/discs.ts'
import { me } from '../support/me.ts'
import { studyOfFrames, temporaryFolder, testEngine } from '../support/TestStudy.ts'

let place: ReturnType<typeof temporaryFolder>
let engine: Engine

beforeEach(async () => {
  place = temporaryFolder()
  engine = testEngine(place.path)
  await studyOfFrames(engine, place.path, { count: 8, side: 32 })
})
afterEach(async () => {
  await engine.close()
  place.remove()
})

const budget = () => WorthService.labelBudget(engine.study, engine.training)
const round = (labelled: number, change: Partial<Parameters<typeof addRound>[1]> = {}) =>
  addRound(engine.study, { labelled, frames: judgedAt(labelled), ...change })

describe('what labels are worth', () => {
  it('cannot be told before there are three rounds with different numbers of labels', async () => {
    expect(await budget()).toMatchObject({ points: [], next: null, untold: 'noRounds', moreRounds: 3 })
    await round(20)
    await round(20)
    await round(40)
    expect(await budget()).toMatchObject({ next: null, untold: 'fewRounds', moreRounds: 1, curve: [] })
    expect((await budget()).points.map(({ labelled }) => labelled)).toEqual([20, 20, 40])
  })

  it('is told with an interval from three on, of the rounds as they were judged', async () => {
    for (const labelled of [20, 40, 80]) await round(labelled)
    const { points, next, untold, frames, patients } = await budget()
    expect({ untold, frames, patients }).toEqual({ untold: null, frames: 16, patients: 8 })
    expect(points.map(({ dice }) => dice)).toEqual([...points.map(({ dice }) => dice)].sort((a, b) => a - b))
    for (const { dice, interval, perClass } of points) {
      expect(interval?.[0]).toBeLessThan(dice)
      expect(interval?.[1]).toBeGreaterThan(dice)
      expect(perClass.map((one) => one.class)).toEqual([1, 2])
    }
    expect(next?.masks).toBe(20)
    expect(next?.gain).toBeGreaterThan(0)
    expect(next?.interval[1]).toBeGreaterThanOrEqual(next?.gain ?? 1)
  })

  it('leaves out rounds of other settings, other validation labels and alarms, and says so', async () => {
    const other = await round(10, { options: { steps: 100 } })
    const moved = await round(15, { frames: judgedAt(15).map((f) => ({ ...f, patient: `W${f.patient}` })) })
    const lost = await round(18, { frames: judgedAt(18).map((f) => scoreOf(f.patient, Number(f.id), 0)) })
    for (const labelled of [20, 40, 80]) await round(labelled)
    const { points, leftOut } = await budget()
    expect(points.map(({ labelled }) => labelled)).toEqual([20, 40, 80])
    expect(leftOut).toEqual([
      { run: lost.run, why: 'unsound' },
      { run: moved.run, why: 'otherLabels' },
      { run: other.run, why: 'otherSettings' },
    ])
  })

  it('is judged on the frames that all rounds have in common', async () => {
    for (const labelled of [20, 40, 80]) await round(labelled)
    const further = scoreOf('V9', 99, 0.9)
    await round(100, { frames: [...judgedAt(100), further] })
    expect(await budget()).toMatchObject({ frames: 16, points: [{}, {}, {}, {}] })
  })

  it('says nothing where too few patients judge, or the rounds tell nothing', async () => {
    for (const labelled of [20, 40, 80]) await round(labelled, { frames: judgedAt(labelled, 2) })
    expect(await budget()).toMatchObject({ untold: 'fewPatients', next: null })
    const wild = [0.2, 0.75, 0.15, 0.8]
    for (const [i, dice] of wild.entries())
      await round(4 + i, { frames: judgedAt(20).map((f) => scoreOf(f.patient, Number(f.id), dice)) })
    expect(await budget()).toMatchObject({ untold: 'wide', next: null, moreRounds: 1 })
  })

  it('counts the labels that held a class when the round learned from them', async () => {
    const [frame = 0] = engine.study.index.ids({ split: 'train' }, undefined)
    const store = (value: number) =>
      engine.study.store.db
        .transaction()
        .execute((transaction) =>
          LabelService.store(
            transaction,
            { frame, kind: 'reader', author: me.name },
            discs(32, { value, x: 15, y: 15, radius: 5 }),
            { origin: 'import' },
          ),
        )
    const { sha256 } = await store(2)
    await round(20, { learned: { [String(frame)]: sha256.slice(0, 12) } })
    await store(1)
    const [point] = (await budget()).points
    expect(point?.perClass.map((one) => [one.class, one.frames])).toEqual([
      [1, 0],
      [2, 1],
    ])
    expect((await budget()).labelled).toBe(1)
  })
})
