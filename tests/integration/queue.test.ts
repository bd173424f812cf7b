import { join } from 'node:path'
import { afterEach, beforeEach, describe, expect, it, vi } from 'vitest'
import type { Engine } from '../../src/main/engine/Engine.ts'
import { LabelService } from '../../src/main/engine/labels/LabelService.ts'
import { QueueService } from '../../src/main/engine/queue/QueueService.ts'
import { insertMadeUpFrames } from '../../src/main/engine/store/frames/madeUpFrames.ts'
import { encodeMask } from '../../src/shared/domain/rle.ts'
import { callIn } from '../support/me.ts'
import { temporaryFolder, testEngine } from '../support/TestStudy.ts'
import { inTables } from '../support/tables.ts'

interface Truth {
  readonly id: number
  readonly patient: string
  readonly split: string
  readonly hidden: number
  readonly state: number
  readonly predicted: number
}

let place: ReturnType<typeof temporaryFolder>
let engine: Engine

/** 2,000 frames of 34 patients, a tenth of them labelled. */
beforeEach(async () => {
  place = temporaryFolder()
  engine = testEngine(place.path)
  const { store, index } = await engine.createStudy(place.path, ['normal', 'benign', 'malignant'])
  insertMadeUpFrames(store, 2000)
  index.drop()
})
afterEach(async () => {
  await engine.close()
  place.remove()
})

const truth = () =>
  inTables<Truth>(
    place.path,
    `SELECT frame.id, patient.code AS patient, split, hidden, state, predicted FROM frame
     JOIN examination ON examination.id = examination_id JOIN patient ON patient.id = patient_id`,
  )
const idsBy = async (strategy: string, count: number) =>
  (await QueueService.next(engine.study, count, QueueService.strategyNamed(strategy))).frames.map(
    ({ frame }) => frame,
  )
const strategies = QueueService.strategies.map(({ name }) => name)

describe('the queue', () => {
  it('is refused for a class that the study does not have', async () => {
    expect((await QueueService.nextOfClass(engine.study, 3, 2)).frames).toHaveLength(3)
    await expect(QueueService.nextOfClass(engine.study, 3, 3)).rejects.toMatchObject({
      reason: { name: 'classUnknown', values: { name: '3', classes: ['normal', 'benign', 'malignant'] } },
    })
  })

  it.each(strategies)(
    'by %s holds every frame that waits for a label and may teach, once',
    async (strategy) => {
      const waiting = truth().filter((f) => f.split === 'train' && f.hidden === 0 && f.state < 2)
      const queued = await idsBy(strategy, 5000)
      expect([...queued].sort((a, b) => a - b)).toEqual(waiting.map(({ id }) => id).sort((a, b) => a - b))
      expect(await idsBy(strategy, 7)).toEqual(queued.slice(0, 7))
    },
  )

  it.each(strategies)('by %s goes on without what was skipped', async (strategy) => {
    const [first = 0, second] = await idsBy(strategy, 2)
    await LabelService.declare(callIn(engine.study), { frame: first, base: 0, as: 'skipped' })
    const after = await idsBy(strategy, 5000)
    expect(after).not.toContain(first)
    expect(after).toContain(second)
  })

  it('goes round the patients, those with the fewest labels first', async () => {
    const frames = new Map(truth().map((frame) => [frame.id, frame]))
    const labels = new Map<string, number>()
    for (const { patient, split, hidden, state } of frames.values())
      if (split === 'train' && hidden === 0)
        labels.set(patient, (labels.get(patient) ?? 0) + Number(state === 2))
    for (const id of await idsBy('spread', 200)) {
      const patient = frames.get(id)?.patient ?? ''
      // Nobody who still has a frame that waits has fewer.
      expect(labels.get(patient)).toBe(Math.min(...labels.values()))
      labels.set(patient, (labels.get(patient) ?? 0) + 1)
    }
  })

  it('shows first where the model in use sees the highest class', async () => {
    const predicted = new Map(truth().map((frame) => [frame.id, frame.predicted]))
    const highest = (await idsBy('lesions', 5000)).map((id) => 31 - Math.clz32((predicted.get(id) ?? 0) | 1))
    expect(new Set(highest)).toEqual(new Set([2, 1, 0]))
    expect(highest).toEqual([...highest].sort((a, b) => b - a))
  })

  it('tells what a mask takes by the strokes that were saved, without pauses', async () => {
    const { study } = engine
    const before = await QueueService.next(study, 1)
    expect(before.frames[0]?.minutes).toBeNull()
    const patch = encodeMask({ width: 4, height: 4, data: new Uint8Array(16).fill(1) })
    const { frames } = await QueueService.next(study, 7, QueueService.strategyNamed('order'))
    // Half a minute between strokes, and an hour away before each frame.
    let now = Date.parse('2026-01-01T08:00:00Z')
    vi.useFakeTimers({ toFake: ['Date'] })
    for (const { frame } of frames) {
      for (let base = 0; base < 3; base++) {
        now += base === 0 ? 3_600_000 : 30_000
        vi.setSystemTime(now)
        const stroke = { frame, stroke: `stroke-${frame}-${base}`, base, x: 0, y: 0, patch }
        await LabelService.paint(callIn(study), stroke)
      }
      await LabelService.declare(callIn(study), { frame, base: 3, as: 'done' })
    }
    vi.useRealTimers()
    // Two half minutes, and of the hour no more than a pause.
    const after = await QueueService.next(study, 1)
    expect(after.frames[0]?.minutes).toBeCloseTo(3, 5)
  })

  it('is empty where nothing waits, and refuses a strategy that there is not', async () => {
    const other = testEngine(join(place.path, 'other'))
    const empty = await other.createStudy(join(place.path, 'other', 'study'), ['normal', 'lesion'])
    expect(await QueueService.next(empty, 20)).toEqual({ waiting: 0, frames: [] })
    await other.close()
    expect(() => QueueService.strategyNamed('luck')).toThrow(expect.objectContaining({ code: 'WRONG_USAGE' }))
  })
})
