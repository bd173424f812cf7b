import fc from 'fast-check'
import { describe, expect, it } from 'vitest'
import { moved, shiftBetween } from '../../../../src/shared/domain/alignment.ts'
import { edgeCosts } from '../../../../src/shared/domain/edges.ts'
import { type HeatMapId, heatMaps, heatOf, isKnown } from '../../../../src/shared/domain/heatMaps/index.ts'
import { ignoreProposals } from '../../../../src/shared/domain/ignoreProposals.ts'
import { maskBetween } from '../../../../src/shared/domain/interpolate.ts'
import { emptyMask } from '../../../../src/shared/domain/mask.ts'
import { foregroundOf } from '../../../../src/shared/domain/probabilities.ts'
import { normal, streamFor } from '../../../../src/shared/domain/random.ts'
import { plainWindow, windowed } from '../../../../src/shared/domain/window.ts'
import { blobs } from '../../../support/blobs.ts'

/** Colours of a place, with soft texture that is the same wherever the picture is cut from. */
function pictureOf(width: number, height: number, colour: (x: number, y: number) => readonly number[]) {
  const data = new Uint8ClampedArray(width * height * 4)
  for (let i = 0; i < width * height; i++) data.set([...colour(i % width, Math.floor(i / width)), 255], 4 * i)
  return { width, height, data }
}
const draw = streamFor('spots')
const spots = Array.from({ length: 40 }, () => ({
  x: -60 + 380 * draw(),
  y: -60 + 320 * draw(),
  r: 6 + 22 * draw(),
  v: -40 + 80 * draw(),
}))
/** Folds and spots that do not repeat themselves. */
const tissue = (x: number, y: number) => {
  const wave = 18 * Math.sin(x / 9 + Math.sin(y / 31)) * Math.cos(y / 17)
  const spot = spots.reduce(
    (sum, s) => sum + s.v * Math.exp(-((x - s.x) ** 2 + (y - s.y) ** 2) / (s.r * s.r)),
    0,
  )
  return [150 + wave, 80 + wave / 2 + spot / 2, 70 + wave / 3 + spot / 2]
}

describe('alignment', () => {
  it.each([
    [0, 0],
    [13, -9],
    [-31, 22],
  ])('finds that a picture has moved by %i, %i px', (dx, dy) => {
    const random = streamFor('alignment', dx)
    const noisy = (x: number, y: number) => tissue(x, y).map((v) => v + 4 * normal(random))
    const first = pictureOf(260, 200, noisy)
    const second = pictureOf(260, 200, (x, y) => noisy(x - dx, y - dy))
    const found = shiftBetween(first, second)
    expect(Math.abs(found.dx - dx)).toBeLessThanOrEqual(2)
    expect(Math.abs(found.dy - dy)).toBeLessThanOrEqual(2)
  })

  it('moves nothing where the two do not show the same', () => {
    const random = streamFor('noise')
    const noise = () => pictureOf(200, 160, () => [1, 2, 3].map(() => 128 + 40 * normal(random)))
    expect(shiftBetween(noise(), noise())).toMatchObject({ dx: 0, dy: 0 })
  })

  it('moves a mask there and back, but for what left the frame', () => {
    const mask = blobs(3, 40, 30)
    const back = moved(moved(mask, { dx: 5, dy: -4 }), { dx: -5, dy: 4 })
    for (let y = 4; y < 30; y++)
      for (let x = 0; x < 35; x++) expect(back.data[y * 40 + x]).toBe(mask.data[y * 40 + x])
  })
})

describe('interpolation', () => {
  it('is the one mask at the beginning and the other at the end', () => {
    fc.assert(
      fc.property(fc.nat(500), fc.nat(500), (a, b) => {
        const [first, second] = [blobs(a, 24, 20), blobs(b, 24, 20)].map((mask) => ({
          ...mask,
          data: mask.data.map((v) => (v === 255 ? 0 : v)),
        }))
        if (!first || !second) return
        expect(maskBetween(first, second, 0).data).toEqual(first.data)
        expect(maskBetween(first, second, 1).data).toEqual(second.data)
      }),
      { numRuns: 100 },
    )
  })

  it('lets a lesion that only one of them has grow out of nothing', () => {
    const second = blobs(2, 30, 30)
    const areas = [0, 0.25, 0.5, 0.75, 1].map(
      (at) => maskBetween(emptyMask(30, 30), second, at).data.filter((v) => v === 1).length,
    )
    expect(areas[0]).toBe(0)
    expect([...areas].sort((a, b) => a - b)).toEqual(areas)
  })
})

describe('what may be ignored', () => {
  it('is glare, the bezel and a grey instrument, and no tissue', () => {
    const picture = pictureOf(240, 240, (x, y) => {
      if (Math.hypot(x - 120, y - 120) > 112) return [6, 5, 8]
      if (Math.hypot(x - 90, y - 80) < 5) return [250, 246, 242]
      if (x > 150 && Math.abs(y - 150) < 14) return [138, 140, 141]
      return tissue(x, y)
    })
    const { data } = ignoreProposals(picture)
    const at = (x: number, y: number) => data[y * 240 + x]
    expect(at(90, 80)).toBe(1)
    expect(at(3, 3)).toBe(2)
    expect(at(190, 150)).toBe(3)
    for (const [x, y] of [
      [120, 60],
      [60, 150],
      [120, 200],
    ] as const)
      expect(at(x, y)).toBe(0)
    const tissueTaken = data.filter(
      (v, i) => v > 0 && Math.hypot((i % 240) - 120, Math.floor(i / 240) - 120) < 100,
    ).length
    expect(tissueTaken / (Math.PI * 100 ** 2)).toBeLessThan(0.12)
  })
})

describe('edges', () => {
  it('cost least where two colours meet, and most where nothing changes', () => {
    const costs = edgeCosts(pictureOf(40, 30, (x) => (x < 20 ? [120, 60, 50] : [150, 60, 50])))
    expect(costs[15 * 40 + 20]).toBeLessThan(5)
    expect(costs[15 * 40 + 8]).toBe(255)
  })
})

describe('a window', () => {
  it('leaves a picture as recorded as it is, and lightens, sharpens and mixes as told', () => {
    const pixel = Uint8ClampedArray.of(200, 100, 40, 255)
    const shown = (part: object) => [...windowed(pixel, { ...plainWindow, ...part })]
    expect(shown({})).toEqual([200, 100, 40, 255])
    expect(shown({ brightness: 0.1 })).toEqual([226, 126, 66, 255])
    expect(shown({ gamma: 2 })[2]).toBe(Math.round(255 * Math.sqrt(40 / 255)))
    expect(shown({ contrast: 2 })[1]).toBe(72)
    expect(shown({ emphasis: 'green' })).toEqual([100, 100, 100, 255])
    expect(shown({ emphasis: 'vessels' })[0]).toBe(100)
  })
})

describe('doubts of a model', () => {
  const [width, height, classes] = [2, 1, 3]
  const sure = { width, height, classes, data: Uint8Array.of(255, 0, 0, 0, 128, 127) }
  it('are none where it is certain, and a mix-up where two lesions are as likely', () => {
    const heat = (map: HeatMapId) => [...(heatOf({ probabilities: sure, maps: {} }, map, 2, 1) ?? [])]
    expect(heat('uncertainty')).toEqual([0, Math.round((255 * Math.log(2)) / Math.log(3))])
    expect(heat('confusion')).toEqual([0, 254])
    expect(heat('lesion')).toEqual([0, 255])
    expect([...foregroundOf(sure, 2, 1)]).toEqual([0, 255])
    // Between the two, evenly.
    expect([...foregroundOf(sure, 3, 1)]).toEqual([0, 128, 255])
  })

  it('that came with the overlay are shown as they came, and are not known where they did not', () => {
    const doubted = { probabilities: sure, maps: { edges: Uint8Array.of(10, 30) } }
    expect([...(heatOf(doubted, 'edges', 3, 1) ?? [])]).toEqual([10, 20, 30])
    expect(heatOf(doubted, 'nets', 3, 1)).toBeUndefined()
    expect(heatMaps.filter(({ id }) => isKnown(doubted, id)).map(({ id }) => id)).toEqual([
      'lesion',
      'uncertainty',
      'confusion',
      'edges',
    ])
  })
})
