import { describe, expect, it } from 'vitest'
import type { Batch, UnlabelledBatch } from '../../../../../src/main/trainer/data/Batch.ts'
import { streamFor } from '../../../../../src/shared/domain/random.ts'
import { settingsFrom } from '../../../../../src/shared/trainer/presets.ts'
import type { TrainingSettings } from '../../../../../src/shared/trainer/settings.ts'
import { hasTensorFlow } from '../../../../support/places.ts'

const SIZE = 32
/** Without decay, what moves is what a gradient has reached. */
const round = { size: SIZE, batch: 1, steps: 4, weightDecay: 0 }

/** Settings with which every pixel is trusted: a net that knows nothing is sure of nothing. */
function trusting(method: 'fixmatch' | 'unimatch', classes: number): TrainingSettings {
  if (method === 'fixmatch') {
    const settings = settingsFrom('paper', { ...round, classes, method })
    return { ...settings, fixmatch: { ...settings.fixmatch, confidence: 0 } }
  }
  const settings = settingsFrom('paper', { ...round, classes, method })
  return { ...settings, unimatch: { ...settings.unimatch, confidence: 0 } }
}

/** A batch of noise; the lower half of its label is class 1, and no other class but background is there. */
function noise(step: number): Batch {
  const random = streamFor(5, 'noise', step)
  const pixels = () => Uint8Array.from({ length: SIZE * SIZE * 3 }, () => 256 * random())
  const box = { left: 4, top: 4, width: 12, height: 12 }
  const part = (): UnlabelledBatch => ({
    weak: pixels(),
    strong: [0, 1].map(() => ({ pixels: pixels(), boxes: [box] })),
    ignore: new Uint8Array(SIZE * SIZE).fill(255, 0, 64),
  })
  const label = new Uint8Array(SIZE * SIZE).fill(1, (SIZE * SIZE) / 2)
  const labelled = { pixels: pixels(), label }
  return { size: SIZE, images: 1, epoch: 0, labelled, unlabelled: part(), mix: part() }
}

async function runOf(settings: TrainingSettings) {
  const { TrainingRun } = await import('../../../../../src/main/trainer/loop/trainingRun.ts')
  return TrainingRun.start({ settings, initial: { kind: 'none' } })
}

const bytesOf = ({ buffer, byteOffset, byteLength }: Float32Array) =>
  Buffer.from(buffer, byteOffset, byteLength)

describe.skipIf(!hasTensorFlow)('a net that learns its own labels', () => {
  it.each([
    ['fixmatch', 2],
    ['fixmatch', 3],
    ['fixmatch', 8],
    ['unimatch', 3],
    ['unimatch', 8],
  ] as const)(
    'by %s moves all but the projector in a step with %i classes, some absent',
    async (method, classes) => {
      const run = await runOf(trusting(method, classes))
      const { parameters, statistics } = run.student.weights
      const before = parameters.slice()
      const losses = Object.values(run.learn(0, noise(0)))
      expect(losses.every((loss) => loss > 0)).toBe(true)
      expect(parameters.every(Number.isFinite) && statistics.every(Number.isFinite)).toBe(true)
      const unmoved = run.network.parameters.filter(({ start, shape }) => {
        const end = start + shape.reduce((n, side) => n * side, 1)
        return parameters.subarray(start, end).every((value, i) => value === before[start + i])
      })
      expect(unmoved.map(({ name }) => name.split('.')[0])).toEqual(Array(4).fill('projection_head'))
      run.dispose()
    },
  )

  it('goes on by UniMatch from a checkpoint as if it had not stopped, bit for bit', async () => {
    const settings = trusting('unimatch', 2)
    const [whole, resumed] = [await runOf(settings), await runOf(settings)]
    whole.learn(0, noise(0))
    const { arrays, ...rest } = whole.checkpoint(1, 0)
    const copies = [...arrays].map(
      ([name, { shape, data }]) => [name, { shape, data: data.slice() }] as const,
    )
    resumed.restore({ ...rest, arrays: new Map(copies) })
    expect(resumed.learn(1, noise(1))).toEqual(whole.learn(1, noise(1)))
    const [one, other] = [resumed, whole].map((run) => run.checkpoint(2, 0).arrays)
    expect([...other!.keys()]).toEqual(['student.parameters', 'student.statistics', 'optimiser.velocity'])
    for (const [name, { data }] of other!)
      expect(Buffer.compare(bytesOf(one!.get(name)!.data), bytesOf(data)), name).toBe(0)
    for (const run of [whole, resumed]) run.dispose()
  })
})
