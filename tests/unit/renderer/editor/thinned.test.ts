import fc from 'fast-check'
import { expect, it } from 'vitest'
import { thinned } from '../../../../src/renderer/editor/thinned.ts'
import { at } from '../../../support/canvas.ts'

it('leaves out what lies on the way, and nothing of a bend, a way back or another pressure', () => {
  const line = Array.from({ length: 20 }, (_, i) => at(i, 2 * i))
  expect(thinned(at(-1, -2), line, 0.1).length).toBeLessThan(5)
  const bend = [at(10, 0), at(10, 10), at(0, 10)]
  expect(thinned(at(0, 0), bend, 0.5)).toEqual(bend)
  const back = [at(10, 0), at(5, 0)]
  expect(thinned(at(0, 0), back, 0.5)).toEqual(back)
  const pressed = [at(1, 0, 0.2), at(2, 0, 0.5), at(3, 0, 0.9)]
  expect(thinned(at(0, 0, 0.1), pressed, 0.5)).toEqual(pressed)
})

it('stays within the tolerance of every place, and ends where the hand is', () => {
  const place = fc.tuple(fc.integer({ min: 0, max: 60 }), fc.integer({ min: 0, max: 60 }))
  fc.assert(
    fc.property(
      fc.array(place, { minLength: 1, maxLength: 30 }),
      fc.constantFrom(0.1, 0.5, 2),
      (way, tolerance) => {
        const samples = way.map(([x, y]) => at(x, y))
        const from = at(30, 30)
        const kept = [from, ...thinned(from, samples, tolerance)]
        expect(kept.at(-1)).toBe(samples.at(-1))
        for (const { x, y } of samples) {
          const near = kept.slice(1).some((to, i) => {
            const a = kept[i] ?? to
            const length2 = (to.x - a.x) ** 2 + (to.y - a.y) ** 2
            const t =
              length2 === 0
                ? 0
                : Math.min(1, Math.max(0, ((x - a.x) * (to.x - a.x) + (y - a.y) * (to.y - a.y)) / length2))
            return Math.hypot(x - a.x - t * (to.x - a.x), y - a.y - t * (to.y - a.y)) <= tolerance + 1e-9
          })
          expect(near).toBe(true)
        }
      },
    ),
    { numRuns: 500 },
  )
})
