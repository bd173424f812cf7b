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
    const [now, before, other] = [teacher(5), teacher(4), student(5)]
    for (let i = 0; i < now.length; i++)
      most = Math.max(most, Math.abs(now[i]! - (before[i]! * 2 + other[i]!) / 3))
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

  it.each([2, 8])('survives absent classes and nothing but padding, of %i classes', async (classes) => {
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

  it("compares each class with its own, but for the public code's slip where one is absent", async () => {
    const { tf } = await import('../../../../../src/main/trainer/tensorflow/tensorflow.ts')
    const { contrastedClasses } = await import(
      '../../../../../src/main/trainer/pseudoLabels/contrastedClasses.ts'
    )
    const { MemoryBank } = await import('../../../../../src/main/trainer/pseudoLabels/MemoryBank.ts')
    // Class 0 is absent. The labelled pixel of class 1 is taken for 2: it is surely not of 2, which has it as negative.
    const seen = {
      labelled: 1,
      label: Uint8Array.of(1, 2, 2, 1),
      probability: Float32Array.from(
        [
          [0.1, 0.4, 0.5],
          [0, 0, 1],
          [0, 0, 1],
          [0, 1, 0],
        ].flat(),
      ),
      low: Uint8Array.of(1, 1, 1, 1),
      high: Uint8Array.of(1, 0, 0, 0),
    }
    const teacher = tf.tensor4d([3, 4, 1, 0, 3, 0, 0, 2], [1, 2, 2, 2])
    const compared = (listsByPosition: boolean) => {
      const rule = { negatives: 'paper', ranks: [1, 3], listsByPosition } as const
      const counts = { anchorProbability: 0.3, anchors: 3, negativesEach: 1 }
      const inTurn = (count: number, below: number) => Int32Array.from({ length: count }, (_, i) => i % below)
      const { classes, over } = contrastedClasses(
        seen,
        teacher,
        new MemoryBank([4, 4, 4], 2),
        { ...rule, ...counts },
        inTurn,
      )
      const rounded = (floats: Float32Array) => [...floats].map((value) => Math.round(value * 100) / 100)
      const plain = classes.map(({ anchors, positive, negatives }) => {
        return [[...anchors], rounded(positive), rounded(negatives)]
      })
      return { over, plain }
    }
    // The mean of (1, 0) and (3, 0); of (3, 4) and (0, 2) it is (1.5, 3).
    const negatives = [0.6, 0.8, 0.6, 0.8, 0.6, 0.8]
    expect(compared(false)).toEqual({ over: 2, plain: [[[1, 2, 1], [1, 0], negatives]] })
    expect(compared(true)).toEqual({ over: 2, plain: [[[0, 3, 0], [0.45, 0.89], negatives]] })
    teacher.dispose()
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
