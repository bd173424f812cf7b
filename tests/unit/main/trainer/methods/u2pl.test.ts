import { describe, expect, it } from 'vitest'
import type { Batch } from '../../../../../src/main/trainer/data/Batch.ts'
import type { TrainingRun } from '../../../../../src/main/trainer/loop/trainingRun.ts'
import type { NamedArrays } from '../../../../../src/main/trainer/weights/safetensors.ts'
import { settingsFrom } from '../../../../../src/shared/trainer/presets.ts'
import { hasTensorFlow } from '../../../../support/places.ts'

const SIZE = 32
const IMAGES = 2

/** Noise with squares of `classes` classes; `ignore` is the padding of unlabelled images. */
function batchOf(classes: number, ignore = 0): Batch {
  const pixels = (salt: number) =>
    Uint8Array.from({ length: IMAGES * SIZE * SIZE * 3 }, (_, i) => ((i + salt) * 7919) % 256)
  const label = Uint8Array.from({ length: IMAGES * SIZE * SIZE }, (_, i) => Math.floor(i / 200) % classes)
  return {
    size: SIZE,
    images: IMAGES,
    epoch: 0,
    labelled: { pixels: pixels(1), label },
    unlabelled: { weak: pixels(2), strong: [], ignore: new Uint8Array(label.length).fill(ignore) },
  }
}

async function runOf(classes: number, epochs: number): Promise<TrainingRun> {
  const { TrainingRun } = await import('../../../../../src/main/trainer/loop/trainingRun.ts')
  const settings = settingsFrom('cpu', { method: 'u2pl', classes, steps: 5, size: SIZE, batch: IMAGES })
  const own = { ...settings.u2pl, ramp: 0, epochs, bank: { background: 90, other: 70 } }
  return TrainingRun.start({ settings: { ...settings, u2pl: own }, initial: { kind: 'none' } })
}

/** All that a checkpoint would hold now. */
const held = (run: TrainingRun): NamedArrays =>
  new Map(
    [...run.checkpoint(0, 0).arrays].map(([name, { shape, data }]) => [name, { shape, data: data.slice() }]),
  )

const at = (arrays: NamedArrays, name: string) => arrays.get(name)?.data ?? new Float32Array()

/** Millions of floats: as bytes they are compared at once. */
const same = (a: Float32Array, b: Float32Array) =>
  a.length > 0 &&
  Buffer.from(a.buffer, a.byteOffset, a.byteLength).equals(Buffer.from(b.buffer, b.byteOffset, b.byteLength))

describe.skipIf(!hasTensorFlow)('U²PL', () => {
  it('changes from epoch to epoch, and goes on from a checkpoint as if nothing had been', async () => {
    const run = await runOf(3, 3)
    const states = [held(run)]
    const losses: Record<string, number>[] = []
    for (let step = 0; step < 5; step++) {
      losses.push(run.learn(step, batchOf(3)))
      states.push(held(run))
      expect(run.teacher !== undefined).toBe(step > 1)
    }
    const of = (name: string) => (steps: number) => at(states[steps] ?? new Map(), name)
    const [teacher, student] = [of('teacher.parameters'), of('student.parameters')]
    const [seen, bank] = [of('teacher.statistics'), of('bank.1')]
    // Two steps of labels alone: the teacher stays as it was, and takes up statistics.
    expect(losses.map(({ unsupervised }) => unsupervised !== 0)).toEqual([false, false, true, true, true])
    expect(losses.map(({ contrast }) => contrast !== 0)).toEqual([false, false, true, true, true])
    expect(same(teacher(2), teacher(0))).toBe(true)
    expect(same(seen(2), seen(0))).toBe(false)
    expect(bank(2).every((value) => value === 0)).toBe(true)
    // Two in which it is the student, whose statistics it does not take.
    for (const steps of [3, 4]) expect(same(teacher(steps), student(steps))).toBe(true)
    expect(same(seen(4), of('student.statistics')(4))).toBe(false)
    // From then on an average: this step is the third since epoch 1 began, so that a third is new.
    let most = 0
    for (const [i, value] of teacher(5).entries())
      most = Math.max(most, Math.abs(value - (teacher(4)[i]! * 2 + student(5)[i]!) / 3))
    expect(most).toBeLessThan(1e-5)
    expect(same(teacher(5), student(5))).toBe(false)
    run.dispose()

    const resumed = await runOf(3, 3)
    resumed.restore({ step: 3, seconds: 0, arrays: states[3] ?? new Map() })
    expect([3, 4].map((step) => resumed.learn(step, batchOf(3)))).toEqual(losses.slice(3))
    const [end, again] = [states[5] ?? new Map(), held(resumed)]
    expect([...again.keys()]).toEqual([...end.keys()])
    for (const name of end.keys()) expect([name, same(at(again, name), at(end, name))]).toEqual([name, true])
    // The banks hold more by then than they did at the checkpoint.
    expect(same(bank(5), bank(3))).toBe(false)
    resumed.dispose()
  })

  it.each([2, 3, 8])('survives absent classes and nothing but padding, of %i classes', async (classes) => {
    const run = await runOf(classes, 5)
    for (const [i, batch] of [batchOf(Math.max(1, classes - 2)), batchOf(classes, 255)].entries()) {
      const losses = run.learn(1 + i, batch)
      expect(Object.values(losses).every(Number.isFinite)).toBe(true)
      expect(losses['unsupervised'] !== 0).toBe(i === 0)
    }
    expect(run.student.weights.parameters.every(Number.isFinite)).toBe(true)
    expect(run.teacher?.parameters.every(Number.isFinite)).toBe(true)
    run.dispose()
  })

  it('knows the entropy of what logits say', async () => {
    const { entropiesOf } = await import('../../../../../src/main/trainer/pseudoLabels/entropies.ts')
    const { tf } = await import('../../../../../src/main/trainer/tensorflow/tensorflow.ts')
    const logits = tf.tensor4d([0, 0, Math.log(3), 0], [1, 1, 2, 2])
    const [even = 0, odd = 0] = entropiesOf(logits, 2)
    logits.dispose()
    expect([even, odd]).toEqual([expect.closeTo(Math.log(2), 6), expect.closeTo(0.562335, 6)])
  })
})
