import fc from 'fast-check'
import { expect, it } from 'vitest'
import { radiusOf, stampLine } from '../../../../src/renderer/editor/tools/stampLine.ts'
import { paintOn } from '../../../support/canvas.ts'

const [width, height] = [60, 40]
const sample = fc.record({
  x: fc.double({ min: -5, max: 65, noNaN: true }),
  y: fc.double({ min: -5, max: 45, noNaN: true }),
  pressure: fc.constantFrom(1, 1, 0.1, 0.4, 0.8),
})
const STEPS = 400

it('paints what a disc sweeps on its way, of changing size under a pen, and reports its bounds', () => {
  fc.assert(
    fc.property(sample, sample, fc.integer({ min: 1, max: 30 }), (from, to, size) => {
      const data = new Uint8Array(width * height)
      const changed = stampLine(paintOn(width, height, { data, size }), 2, from, to)
      const [r0, r1] = [radiusOf(size, from.pressure), radiusOf(size, to.pressure)]
      let outside = 0
      for (let i = 0; i < data.length; i++) {
        const [px, py] = [(i % width) + 0.5, Math.floor(i / width) + 0.5]
        // How far the disc that reaches furthest reaches beyond this pixel: by trying many on the way.
        let reach = Number.NEGATIVE_INFINITY
        for (let step = 0; step <= STEPS; step++) {
          const t = step / STEPS
          const away = Math.hypot(px - from.x - t * (to.x - from.x), py - from.y - t * (to.y - from.y))
          reach = Math.max(reach, r0 + t * (r1 - r0) - away)
        }
        // Between two tries a disc moves by less than this.
        const blur = 0.02 + (Math.hypot(to.x - from.x, to.y - from.y) / STEPS) ** 2
        if (Math.abs(reach) > blur) expect(data[i], `${px} ${py}`).toBe(reach > 0 ? 2 : 0)
        const inBounds =
          changed &&
          px > changed.x &&
          px < changed.x + changed.width &&
          py > changed.y &&
          py < changed.y + changed.height
        if (data[i] === 2 && !inBounds) outside++
      }
      expect(outside).toBe(0)
    }),
    { numRuns: 60 },
  )
})

it('lets a soft rim take only what it is told to, and always the core', () => {
  const even = { x: 20, y: 20, pressure: 1 }
  const core = paintOn(width, height, { size: 20, hardness: 0.5 })
  stampLine(core, 2, even, even, () => false)
  const small = paintOn(width, height, { size: 10 })
  stampLine(small, 2, even, even)
  expect(core.mask.data).toEqual(small.mask.data)
  const whole = paintOn(width, height, { size: 20, hardness: 0.5 })
  stampLine(whole, 2, even, even, () => true)
  const hard = paintOn(width, height, { size: 20 })
  stampLine(hard, 2, even, even)
  expect(whole.mask.data).toEqual(hard.mask.data)
})
