import { describe, expect, it } from 'vitest'
import type { Batch } from '../../../../../src/main/trainer/data/Batch.ts'
import type { FlatWeights } from '../../../../../src/main/trainer/nets/FlatWeights.ts'
import type { NamedArrays } from '../../../../../src/main/trainer/weights/safetensors.ts'
import { encodeMask } from '../../../../../src/shared/domain/rle.ts'
import type { AugsegSettings } from '../../../../../src/shared/trainer/methods/augseg.ts'
import { settingsFrom } from '../../../../../src/shared/trainer/presets.ts'
import { hasTensorFlow } from '../../../../support/places.ts'

const SIZE = 32
const SIDE = 24
/** Steps of an epoch: four frames, two a step. */
const EPOCH = 2

/** One of the foreground classes alone is labelled. */
const lesion = encodeMask({
  width: SIDE,
  height: SIDE,
  data: new Uint8Array(SIDE * SIDE).fill(1, 100, 300),
})
const picture = (path: string) => {
  const data = Uint8Array.from({ length: SIDE * SIDE * 3 }, (_, i) => (i * 7919 + Number(path) * 31) % 256)
  return Promise.resolve({ width: SIDE, height: SIDE, data })
}

function settingsOf(classes: number, changes: Partial<AugsegSettings> = {}) {
  const round = { method: 'augseg', classes, steps: 8, size: SIZE, batch: 2 } as const
  const preset = settingsFrom('paper', round)
  return { ...preset, augseg: { ...preset.augseg, ...changes } }
}

type Settings = ReturnType<typeof settingsOf>

async function batchesOf(settings: Settings) {
  const { BatchMaker } = await import('../../../../../src/main/trainer/data/BatchMaker.ts')
  const { viewsOf } = await import('../../../../../src/main/trainer/methods/index.ts')
  const labelled = ['0', '1'].map((path) => ({ path, mask: lesion }))
  const unlabelled = ['2', '3', '4', '5'].map((path) => ({ path, truth: lesion }))
  return new BatchMaker({ ...settings, labelled, unlabelled, views: viewsOf(settings) }, picture)
}

async function start(settings: Settings) {
  const { TrainingRun } = await import('../../../../../src/main/trainer/loop/trainingRun.ts')
  const batches = await batchesOf(settings)
  const run = await TrainingRun.start({ settings, initial: { kind: 'none' } })
  const learn = async (step: number, change = (batch: Batch) => batch) =>
    run.learn(step, change(await batches.make(step)))
  return { run, learn }
}

const bytes = ({ buffer, byteOffset, byteLength }: Float32Array) =>
  Buffer.from(buffer, byteOffset, byteLength)
const areNumbers = ({ parameters, statistics }: FlatWeights) =>
  [parameters, statistics].every((values) => values.every(Number.isFinite))

describe.skipIf(!hasTensorFlow)('AugSeg', () => {
  it.each([2, 3, 8])('takes a step with %i classes, of which most are absent', async (classes) => {
    const { run, learn } = await start(
      settingsOf(classes, { threshold: 1 / classes, extraWeak: classes > 2 }),
    )
    const before = Buffer.from(bytes(run.student.weights.parameters))
    const { supervised, unsupervised } = await learn(0)
    expect([supervised! > 0, unsupervised! > 0]).toEqual([true, true])
    expect(areNumbers(run.student.weights)).toBe(true)
    expect(bytes(run.student.weights.parameters).equals(before)).toBe(false)
    const { thresholds, pseudoLabelShare, pseudoLabelAccuracy } = run.report()
    const counts = [thresholds, pseudoLabelShare, pseudoLabelAccuracy].map((list) => list?.length)
    expect(counts).toEqual([classes, classes, classes])
    run.dispose()
  })

  it('has the student as its teacher throughout the first epoch; resumed later, it goes on the same', async () => {
    const [undisturbed, resumed] = [await start(settingsOf(2)), await start(settingsOf(2))]
    const { run, learn } = undisturbed
    const isStudent = () => {
      const [teacher, student] = [run.teacher, run.student.weights]
      return (
        teacher !== undefined &&
        bytes(teacher.parameters).equals(bytes(student.parameters)) &&
        bytes(teacher.statistics).equals(bytes(student.statistics))
      )
    }
    const same: boolean[] = []
    for (let step = 0; step <= EPOCH; step++) {
      await learn(step)
      same.push(isStudent())
    }
    expect(same).toEqual([true, true, false])
    const next = EPOCH + 1
    resumed.run.restore(run.checkpoint(next, 0))
    expect(await resumed.learn(next)).toEqual(await learn(next))
    const all = (arrays: NamedArrays) => [...arrays.values()].map(({ data }) => bytes(data))
    const [a, b] = [run, resumed.run].map((one) => all(one.checkpoint(next + 1, 0).arrays))
    expect(a?.map((array, i) => b?.[i] !== undefined && array.equals(b[i]))).toEqual(a?.map(() => true))
    run.dispose()
    resumed.run.dispose()
  })

  it('learns nothing from a batch that is all padding, and stays a net', async () => {
    const { run, learn } = await start(settingsOf(2, { padding: 'ignored' }))
    const blank = ({ labelled, unlabelled, ...rest }: Batch): Batch => {
      const all = labelled.label.slice().fill(255)
      const unseen = unlabelled ? { unlabelled: { ...unlabelled, ignore: all } } : {}
      return { ...rest, labelled: { ...labelled, label: all }, ...unseen }
    }
    expect(await learn(0, blank)).toEqual({ supervised: 0, unsupervised: 0 })
    expect(areNumbers(run.student.weights)).toBe(true)
    run.dispose()
  })

  it.each([
    [null, SIDE],
    [16, 16],
  ])(
    'scales around %s px, pads with the mean colour, and counts what it labels there',
    async (base, side) => {
      const batches = await batchesOf(settingsOf(2, { scaleBase: base }))
      const shown: number[] = []
      for (let step = 0; step < 8; step++) {
        const { labelled, unlabelled } = await batches.make(step)
        const beyond = labelled.label.indexOf(255)
        if (beyond >= 0)
          expect([...labelled.pixels.subarray(beyond * 3, beyond * 3 + 3)]).toEqual([124, 116, 104])
        expect(unlabelled?.ignore.every((value) => value === 0)).toBe(true)
        for (const image of [0, 1]) {
          const label = labelled.label.subarray(image * SIZE * SIZE, (image + 1) * SIZE * SIZE)
          shown.push(Math.sqrt(label.filter((value) => value !== 255).length))
        }
      }
      expect(Math.min(...shown)).toBeGreaterThanOrEqual(side / 2)
      expect(Math.min(...shown)).toBeLessThan(side)
      expect(Math.max(...shown)).toBeLessThanOrEqual(Math.min(SIZE, 2 * side))
      expect(Math.max(...shown)).toBeGreaterThan(side)
    },
  )
})
