import { describe, expect, it } from 'vitest'
import { mulberry32 } from '../../../../../src/shared/domain/random.ts'
import { hasTensorFlow } from '../../../../support/places.ts'

const regionsModule = () => import('../../../../../src/main/trainer/pseudoLabels/correlationRegions.ts')

describe.skipIf(!hasTensorFlow)('regions of alike pixels', () => {
  it('a place is drawn as often as another, the last one only where that is wished', async () => {
    const { drawPlaces } = await regionsModule()
    const counts = (drawsLastPlace: boolean) => {
      const places = drawPlaces(4, { regions: 4000, drawsLastPlace }, mulberry32(1))
      return [0, 1, 2, 3].map((place) => places.filter((drawn) => drawn === place).length)
    }
    const [often, never] = [counts(true), counts(false)]
    for (const count of often) expect(Math.abs(count - 1000)).toBeLessThan(120)
    for (const count of never.slice(0, 3)) expect(Math.abs(count - 4000 / 3)).toBeLessThan(120)
    expect(never[3]).toBe(0)
  })

  it('a region is what is in the upper half of a place’s likeness, in each image of its own, without padding and boxes', async () => {
    const { regionsOf, withBoxesIgnored } = await regionsModule()
    // 2 × 2 places in 4 × 4 pixels: alone alike to the first place, likeness falls as (1 − x)(1 − y) in steps of a third.
    const toItself = [1, 0, 0, 0, 0, 1, 0, 0, 0, 0, 1, 0, 0, 0, 0, 1]
    const toAll = Array.from({ length: 16 }, () => 0.25)
    const ignore = new Uint8Array(48)
    ignore[4] = 255
    const box = { left: 2, top: 2, width: 2, height: 1 }
    const outside = withBoxesIgnored(ignore, [undefined, box, undefined], 4)
    expect([...outside.keys()].filter((pixel) => outside[pixel] === 255)).toEqual([4, 26, 27])
    const likeness = Float32Array.from([...toItself, ...toItself, ...toAll])
    const regions = [...regionsOf(likeness, [0, 3, 0], outside, 4)].map((region) => [...region])
    expect(regions).toEqual([
      ...[
        [0, 1],
        [11, 14, 15],
        [0, 1],
      ],
      ...[
        [16, 17, 20],
        [30, 31],
        [16, 17, 20],
      ],
      // Alike to all of it is no region.
      ...[[], [], []],
    ])
  })
})
