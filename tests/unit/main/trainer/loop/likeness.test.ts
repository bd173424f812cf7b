import { expect, it } from 'vitest'
import { encodeMask } from '../../../../../src/shared/domain/rle.ts'
import { hasTensorFlow } from '../../../../support/places.ts'

const SIDE = 64
/** Left half of one class, right half of another. */
const halves = {
  width: SIDE,
  height: SIDE,
  data: Uint8Array.from({ length: SIDE ** 2 }, (_, i) => (i % SIDE < 32 ? 0 : 1)),
}

it.skipIf(!hasTensorFlow)('is 1 where all is alike and lower where classes look different', async () => {
  const { Network } = await import('../../../../../src/main/trainer/nets/Network.ts')
  const { firstWeights } = await import('../../../../../src/main/trainer/weights/modelFile.ts')
  const { likenessOf } = await import('../../../../../src/main/trainer/loop/likeness.ts')
  const { tensorsAlive } = await import('../../../../../src/main/trainer/ops/handle.ts')
  const network = new Network('efficientnet-lite0', 2)
  const weights = await firstWeights(network, { kind: 'none' }, 1)
  const frame = { id: 'a', path: 'a', patient: 'a', modality: 'WLI', mask: encodeMask(halves) }
  const likeness = (shade: (x: number) => number) => {
    const data = Uint8Array.from({ length: SIDE ** 2 * 3 }, (_, i) => shade(Math.floor(i / 3) % SIDE))
    return likenessOf(network, weights, [frame], async () => ({ width: SIDE, height: SIDE, data }))
  }
  const before = tensorsAlive()
  const different = await likeness((x) => (x < 32 ? 20 : 230))
  const alike = await likeness(() => 128)
  expect(tensorsAlive()).toBe(before)
  expect(alike.classes).toBeGreaterThan(different.classes!)
  expect(different.classes).toBeLessThan(0.999)
  expect(alike.boundary).toBeGreaterThan(different.boundary!)
  expect(await likenessOf(network, weights, [], () => Promise.reject(new Error('not asked for')))).toEqual({
    classes: null,
    boundary: null,
  })
})
