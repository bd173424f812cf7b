import fc from 'fast-check'
import { expect, it } from 'vitest'
import { stampLine } from '../../../../src/renderer/editor/tools/stampLine.ts'
import { paintOn } from '../../../support/canvas.ts'

const [width, height] = [60, 40]
const point = fc.record({
  x: fc.double({ min: -5, max: 65, noNaN: true }),
  y: fc.double({ min: -5, max: 45, noNaN: true }),
})

it('paints exactly the pixels whose centre lies within the radius of the stroke, and reports their bounds', () => {
  fc.assert(
    fc.property(point, point, fc.integer({ min: 1, max: 30 }), (from, to, size) => {
      const data = new Uint8Array(width * height)
      const changed = stampLine(paintOn(width, height, { data, size }), 2, from, to)
      const length2 = (to.x - from.x) ** 2 + (to.y - from.y) ** 2
      let outside = 0
      for (let i = 0; i < data.length; i++) {
        const [px, py] = [(i % width) + 0.5, Math.floor(i / width) + 0.5]
        const along =
          length2 === 0
            ? 0
            : Math.min(
                1,
                Math.max(0, ((px - from.x) * (to.x - from.x) + (py - from.y) * (to.y - from.y)) / length2),
              )
        const away = Math.hypot(px - from.x - along * (to.x - from.x), py - from.y - along * (to.y - from.y))
        if (Math.abs(away - size / 2) > 1e-6) expect(data[i]).toBe(away < size / 2 ? 2 : 0)
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
    { numRuns: 150 },
  )
})
