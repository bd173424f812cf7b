import type { Tensor4D } from '@tensorflow/tfjs-node-gpu'
import { describe, expect, it } from 'vitest'
import type { Losses, StudentInStep } from '../../../../../src/main/trainer/learners/Student.ts'
import type { NetParts } from '../../../../../src/main/trainer/nets/NetParts.ts'
import { mulberry32, streamFor } from '../../../../../src/shared/domain/random.ts'
import { settingsFrom } from '../../../../../src/shared/trainer/presets.ts'
import { hasTensorFlow } from '../../../../support/places.ts'

/** Large enough that no norm has only a pixel or two of each image: their gradients would be mostly rounding. */
const SIZE = 64
const IMAGES = 4
const pixels = Uint8Array.from({ length: IMAGES * SIZE * SIZE * 3 }, (_, i) => (i * 7919) % 256)

/** A head on each map of the net, and perturbation before the decoder. */
const parts: NetParts = {
  heads: (['shallow', 'deep', 'joined', 'fused'] as const).map((tap) => ({
    name: `on-${tap}`,
    tap,
    build: (b, map) => b.convolution(map, `test.${tap}`, { outputs: 2, size: 1, bias: true }),
  })),
  between: (b, { shallow, deep }) => ({ shallow: b.perturb(shallow), deep: b.perturb(deep) }),
}
const allHeads = { 'on-shallow': 2, 'on-deep': 2, 'on-joined': 1, 'on-fused': 2 }

/** A student that has not learned yet, on the small net. `rate` 0: it shows its losses and stays as it is. */
async function student(rate: number, added: NetParts = {}, from?: Float32Array) {
  const { tf } = await import('../../../../../src/main/trainer/tensorflow/tensorflow.ts')
  const { Network } = await import('../../../../../src/main/trainer/nets/Network.ts')
  const { initialWeights } = await import('../../../../../src/main/trainer/nets/FlatWeights.ts')
  const { Optimiser } = await import('../../../../../src/main/trainer/learners/Optimiser.ts')
  const { Stopwatch } = await import('../../../../../src/main/trainer/learners/Stopwatch.ts')
  const { Student } = await import('../../../../../src/main/trainer/learners/Student.ts')
  const { WeightMemory } = await import('../../../../../src/main/trainer/learners/WeightMemory.ts')
  const settings = {
    ...settingsFrom('cpu', { classes: 2, momentum: 0, weightDecay: 0, headRate: 1, schedulePower: 0 }),
    learningRate: rate,
  }
  const network = new Network('efficientnet-lite0', 2, added)
  const memory = WeightMemory.of(network)
  const first = memory.copyOf(initialWeights(network, streamFor(1, 'test')))
  if (from) first.parameters.set(from)
  const optimiser = new Optimiser(network, settings, memory)
  const gradients = new Map<string, Float32Array>()
  const begin = optimiser.begin.bind(optimiser)
  optimiser.begin = (step, parameters) => {
    const update = begin(step, parameters)
    const move = (index: number, gradient: Float32Array) => {
      gradients.set(network.parameters[index]!.name, gradient.slice())
      update.move(index, gradient)
    }
    return { ...update, move }
  }
  const square = (x: Tensor4D) => tf.mean(tf.square(x)) as Losses[string]
  return { tf, network, square, gradients, student: new Student(network, first, optimiser, new Stopwatch()) }
}

const none = new Float32Array()
const largest = (a: Float32Array, of: (i: number) => number = (i) => a[i]!) =>
  a.reduce((most, _, i) => Math.max(most, Math.abs(of(i))), 0)

describe.skipIf(!hasTensorFlow)('a student', () => {
  it('adds up the gradients of all passes of a step, and moves its statistics once for each', async () => {
    const [once, twice] = [await student(0.01), await student(0.01)]
    const before = once.student.weights.parameters.slice()
    const shown = (s: StudentInStep) => s.forward(pixels, SIZE, { mode: 'train' }).logits
    const { tf, square } = once
    once.student.learn(1, (s) => ({ both: tf.mul(square(shown(s)), 2) }))
    twice.student.learn(1, (s) => ({ first: square(shown(s)), second: square(shown(s)) }))
    const [a, b] = [once.student.weights, twice.student.weights]
    const moved = largest(before, (i) => a.parameters[i]! - before[i]!)
    expect(moved).toBeGreaterThan(1e-5)
    expect(largest(before, (i) => a.parameters[i]! - b.parameters[i]!)).toBeLessThan(1e-4 * moved)
    // From s to .9 s + .1 x, and from there to .9 (.9 s + .1 x) + .1 x.
    const start = once.network.norms.flatMap(({ channels }) => [
      ...Array.from({ length: channels }, () => 0),
      ...Array.from({ length: channels }, () => 1),
    ])
    const expected = (i: number) => 0.9 * a.statistics[i]! + (a.statistics[i]! - 0.9 * start[i]!)
    const off = (i: number) => (expected(i) - b.statistics[i]!) / (1 + Math.abs(expected(i)))
    expect(largest(b.statistics, off)).toBeLessThan(1e-4)
  })

  describe.each([false, true])('with heads of a method, perturbed: %s', (perturbed) => {
    const options = (heads: Readonly<Record<string, number>>) => {
      const perturb = perturbed ? { perturb: mulberry32(3) } : {}
      return { mode: 'train', heads, ...perturb } as const
    }

    /** Gradients by parameter of the squares of some heads' maps. */
    async function gradientsOf(heads: Readonly<Record<string, number>>, from?: Float32Array) {
      const { student: one, gradients, square, network } = await student(0, parts, from)
      const losses = one.learn(1, (s) => {
        const { logits, heads: maps } = s.forward(pixels, SIZE, options(heads))
        expect(logits.shape[0]).toBe(perturbed ? 2 * IMAGES : IMAGES)
        return Object.fromEntries(Object.entries(maps).map(([name, map]) => [name, square(map)] as const))
      })
      const loss = Object.values(losses).reduce((a, b) => a + b, 0)
      return { loss, gradients, network, parameters: one.weights.parameters }
    }

    it('their gradients reach what lies before their map, and nothing else', async () => {
      const reached = async (heads: Readonly<Record<string, number>>) => [
        ...(await gradientsOf(heads)).gradients.keys(),
      ]
      const decoder = (name: string) => /^(head|fuse|reduce|classifier)\./.test(name)
      const [deep, shallow, fused] = [
        await reached({ 'on-deep': 2 }),
        await reached({ 'on-shallow': 2 }),
        await reached({ 'on-fused': 2 }),
      ]
      expect(deep.some(decoder)).toBe(false)
      expect(shallow.length).toBeLessThan(deep.length)
      expect(shallow.length).toBeGreaterThan(10)
      expect(fused.filter(decoder).length).toBeGreaterThan(10)
      expect(fused).not.toContain('classifier.weight')
    })

    it('their gradients add up where they meet', async () => {
      const all = await gradientsOf(allHeads)
      const apart = await Promise.all(
        Object.entries(allHeads).map(([name, images]) => gradientsOf({ [name]: images })),
      )
      // Where a norm follows, a bias has no gradient but rounding.
      const rounding = 1e-4 * Math.max(...[...all.gradients.values()].map((gradient) => largest(gradient)))
      for (const [name, gradient] of all.gradients) {
        const sum = (i: number) => apart.reduce((n, { gradients }) => n + (gradients.get(name)?.[i] ?? 0), 0)
        const most = apart.reduce((n, { gradients }) => Math.max(n, largest(gradients.get(name) ?? none)), 0)
        expect(
          largest(gradient, (i) => gradient[i]! - sum(i)),
          name,
        ).toBeLessThan(1e-3 * most + rounding)
      }
    })

    it('their own weights have the gradients that differences give', async () => {
      const { gradients, network, parameters } = await gradientsOf(allHeads)
      const wanted = ['test.shallow', 'test.deep', 'test.joined', 'test.fused'].map((n) => `${n}.weight`)
      for (const { name, start } of network.parameters.filter((p) => wanted.includes(p.name))) {
        const by = 1e-2
        const [up, down] = [parameters.slice(), parameters.slice()]
        up[start]! += by
        down[start]! -= by
        const higher = (await gradientsOf(allHeads, up)).loss
        const measured = (higher - (await gradientsOf(allHeads, down)).loss) / (2 * by)
        const found = gradients.get(name)![0]!
        expect(Math.abs(measured - found), name).toBeLessThan(0.03 * Math.abs(measured) + 1e-3)
      }
    })
  })

  it('keeps what a method adds out of model files, and nothing on TensorFlow', async () => {
    const { tensorsAlive } = await import('../../../../../src/main/trainer/ops/handle.ts')
    const { toNamed, fromNamed } = await import('../../../../../src/main/trainer/weights/layout.ts')
    const plain = await student(0.01)
    const { student: one, network, square } = await student(0.01, parts)
    const before = tensorsAlive()
    const heads = { projector: 1, ...allHeads }
    one.learn(1, (s) => {
      const seen = s.forward(pixels, SIZE, { mode: 'eval' })
      const { heads: found } = s.forward(pixels, SIZE, { mode: 'train', heads })
      return { all: square(found['on-deep']!), seen: square(seen.logits) }
    })
    expect(tensorsAlive()).toBe(before)
    const file = toNamed(network, one.weights)
    expect([...file.keys()]).toEqual([...toNamed(plain.network, plain.student.weights).keys()])
    const again = fromNamed(network, file, one.weights)
    expect(again.parameters).toEqual(one.weights.parameters)
  })

  it('that meets a loss that is no number has not moved, and holds nothing', async () => {
    const { tensorsAlive } = await import('../../../../../src/main/trainer/ops/handle.ts')
    const { student: one, tf, square } = await student(0.01)
    const before = { weights: one.weights.parameters.slice(), tensors: tensorsAlive() }
    const broken = (s: StudentInStep) => ({
      broken: tf.mul(square(s.forward(pixels, SIZE, { mode: 'train' }).logits), Number.NaN) as Losses[string],
    })
    expect(() => one.learn(1, broken)).toThrow(/broken/)
    expect(one.weights.parameters).toEqual(before.weights)
    expect(tensorsAlive()).toBe(before.tensors)
  })
})
