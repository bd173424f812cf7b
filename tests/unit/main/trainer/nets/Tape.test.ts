import { describe, expect, it } from 'vitest'
import type { NetBuilder, Value } from '../../../../../src/main/trainer/nets/NetBuilder.ts'
import type { Plan } from '../../../../../src/main/trainer/nets/plan.ts'
import type { Statistics } from '../../../../../src/main/trainer/ops/Op.ts'
import { mulberry32 } from '../../../../../src/shared/domain/random.ts'
import { hasTensorFlow } from '../../../../support/places.ts'

const same = { stride: 1, padding: 'same', dilation: 1 } as const

/** Small nets that between them have every kind of node, in every form that has its own code. */
const nets: Readonly<Record<string, (b: NetBuilder, x: Value) => Value>> = {
  'dense, strided and bordered': (b, x) => {
    const y = b.norm(b.convolution(x, 'a', { outputs: 4, size: 3, stride: 2 }), 'n', 'relu', 1e-3)
    return b.convolution(y, 'c', { outputs: 3, size: 1, stride: 2, bias: true })
  },
  'max pool, dilated, beyond the map': (b, x) => {
    const y = b.maxPool(b.relu(b.convolution(x, 'a', { outputs: 4, size: 3 })))
    const near = b.convolution(y, 'c', { outputs: 3, size: 3, dilation: 2 })
    return b.sum(near, b.convolution(y, 'd', { outputs: 3, size: 3, dilation: 18 }))
  },
  'depthwise: plain, strided, in phases, centre': (b, x) => {
    const y = b.convolution(x, 'a', { outputs: 6, size: 1 })
    const plain = b.norm(b.depthwise(y, 'p', 3, same), 'n', 'relu6', 1e-3)
    const phases = b.depthwise(plain, 'q', 5, { ...same, dilation: 2 })
    const centre = b.depthwise(plain, 'r', 3, { ...same, dilation: 18 })
    return b.depthwise(b.sum(phases, centre), 's', 3, { ...same, stride: 2 })
  },
  'mean, spread, resize, concat': (b, x) => {
    const low = b.norm(b.convolution(x, 'a', { outputs: 3, size: 3, stride: 2 }), 'n', 'none', 1e-3)
    const all = b.concat(x, b.resize(low, x), b.spread(b.mean(b.relu(low)), x))
    return b.convolution(all, 'c', { outputs: 2, size: 1 })
  },
  'strided, of one pixel and few channels': (b, x) =>
    b.convolution(x, 'a', { outputs: 3, size: 1, stride: 2 }),
  'without some of its channels': (b, x) => {
    const low = b.dropChannels(b.convolution(x, 'a', { outputs: 6, size: 3, stride: 2 }), 0.3)
    return b.convolution(low, 'd', { outputs: 1, size: 1 })
  },
  'perturbed, and joined again': (b, x) => {
    const low = b.perturb(b.convolution(x, 'a', { outputs: 6, size: 3, stride: 2 }))
    const also = b.perturb(b.convolution(x, 'c', { outputs: 4, size: 1, stride: 2 }))
    // Few outputs: the sum of many would be rounded by as much as a difference moves it.
    return b.convolution(b.concat(low, also), 'd', { outputs: 1, size: 1, stride: 2 })
  },
}

async function built(name: string, side: number) {
  const { NetBuilder } = await import('../../../../../src/main/trainer/nets/NetBuilder.ts')
  const { releaseValues, uploadValues } = await import('../../../../../src/main/trainer/nets/Network.ts')
  const { Tape } = await import('../../../../../src/main/trainer/nets/Tape.ts')
  const { initialWeights } = await import('../../../../../src/main/trainer/nets/FlatWeights.ts')
  const { release, upload, valuesOf, tensorsAlive } = await import(
    '../../../../../src/main/trainer/ops/handle.ts'
  )
  const random = mulberry32(side)
  const draw = (n: number) => Float32Array.from({ length: n }, () => 2 * random() - 1)
  const builder = new NetBuilder()
  const plan: Plan = builder.plan(3, true, (x) => [nets[name]!(builder, x)])
  const weights = initialWeights(builder, random)
  const image = draw(2 * side * side * 3)
  let slope: Float32Array | undefined

  /** Σ output·slope, and with `give` the gradients of all parameters and of the image. */
  const run = (
    parameters: Float32Array,
    pixels: Float32Array,
    give?: (i: number, g: Float32Array) => void,
  ) => {
    const values = uploadValues(builder, { ...weights, parameters })
    const x = upload([2, side, side, 3], pixels)
    const keep = (_: number, { mean, variance }: Statistics) => release(mean, variance)
    const tape = new Tape(plan, x, values, keep, { perturb: mulberry32(5), drop: mulberry32(6) })
    const out = tape.output(0)
    const y = valuesOf(out)
    slope ??= draw(y.length)
    const sum = y.reduce((total, v, i) => total + v * slope![i]!, 0)
    if (give) {
      const dx = tape.backward([upload(out.shape, slope)], (i, g) => {
        give(i, valuesOf(g))
        release(g)
      })
      give(-1, valuesOf(dx!))
      release(dx)
    } else tape.dispose()
    release(x)
    releaseValues(values)
    return sum
  }
  return { builder, weights, image, run, tensorsAlive }
}

describe.skipIf(!hasTensorFlow)('the tape', () => {
  // Odd and even sides: only one of them has TensorFlow's own border where there is a stride.
  const cases = Object.keys(nets).flatMap((name) => [9, 10].map((side) => [name, side] as const))
  it.each(cases)('gives the gradients that differences give: %s, side %i', async (name, side) => {
    const { builder, weights, image, run } = await built(name, side)
    const gradients = new Map<number, Float32Array>()
    run(weights.parameters, image, (i, g) => gradients.set(i, g))
    expect(gradients.size).toBe(builder.parameters.length + 1)
    const step = 1e-3
    /** A few elements each: a kink of ReLU or pooling within the step spoils one now and then, never most. */
    const check = (what: string, gradient: Float32Array, moved: (at: number, by: number) => number) => {
      const places = Array.from({ length: 15 }, (_, k) => (k * 7919) % gradient.length)
      const right = places.filter((at) => {
        const measured = (moved(at, step) - moved(at, -step)) / (2 * step)
        return Math.abs(measured - gradient[at]!) < 0.02 * Math.abs(gradient[at]!) + 0.02
      })
      expect(right.length, what).toBeGreaterThanOrEqual(10)
    }
    for (const [index, { name: parameter, start }] of builder.parameters.entries()) {
      check(parameter, gradients.get(index)!, (at, by) => {
        const parameters = weights.parameters.slice()
        parameters[start + at]! += by
        return run(parameters, image)
      })
    }
    check('the image', gradients.get(-1)!, (at, by) => {
      const pixels = image.slice()
      pixels[at]! += by
      return run(weights.parameters, pixels)
    })
  })

  it.each([true, false])('holds nothing afterwards, walked back: %s', async (back) => {
    const { weights, image, run, tensorsAlive } = await built(
      'depthwise: plain, strided, in phases, centre',
      9,
    )
    const before = tensorsAlive()
    run(weights.parameters, image, back ? () => {} : undefined)
    expect(tensorsAlive()).toBe(before)
  })
})
