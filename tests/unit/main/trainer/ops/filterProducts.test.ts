import { expect, it } from 'vitest'
import { mulberry32 } from '../../../../../src/shared/domain/random.ts'
import { hasTensorFlow } from '../../../../support/places.ts'

const [batch, height, width, inputs, outputs] = [2, 7, 6, 2, 3] as const

it.skipIf(!hasTensorFlow).each([1, 2, 4])(
  'a filter’s gradient as products is what each of its values does to the output, dilation %i',
  async (dilation) => {
    const { filterGradient } = await import('../../../../../src/main/trainer/ops/filterProducts.ts')
    const { convolutionAttributes } = await import('../../../../../src/main/trainer/ops/geometry.ts')
    const { release, run1, tensorsAlive, upload, valuesOf } = await import(
      '../../../../../src/main/trainer/ops/handle.ts'
    )
    const random = mulberry32(dilation)
    const draw = (n: number) => Float32Array.from({ length: n }, () => 2 * random() - 1)
    const x = upload([batch, height, width, inputs], draw(batch * height * width * inputs))
    const slopes = draw(batch * height * width * outputs)
    const dy = upload([batch, height, width, outputs], slopes)
    const before = tensorsAlive()
    const gradient = filterGradient(x, dy, { stride: 1, padding: dilation, dilation })
    expect(gradient.shape).toEqual([3, 3, inputs, outputs])
    const found = valuesOf(gradient)
    release(gradient)
    expect(tensorsAlive()).toBe(before)
    for (const [at, value] of found.entries()) {
      // A convolution is linear in its filter: the output of a filter of one 1 is that value's share.
      const filter = upload([3, 3, inputs, outputs], new Float32Array(found.length).fill(1, at, at + 1))
      const y = run1('Conv2D', convolutionAttributes({ stride: 1, dilation }, 'same'), [x, filter])
      const share = valuesOf(y).reduce((sum, v, i) => sum + v * slopes[i]!, 0)
      expect(Math.abs(value - share)).toBeLessThan(1e-4)
      release(filter, y)
    }
  },
)
