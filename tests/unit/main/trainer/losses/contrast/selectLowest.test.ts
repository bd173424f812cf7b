import fc from 'fast-check'
import { expect, it } from 'vitest'
import { selectLowest } from '../../../../../../src/main/trainer/losses/contrast/selectLowest.ts'

it('chooses what a full sort would', () => {
  fc.assert(
    fc.property(
      fc.array(fc.float({ noNaN: true, noDefaultInfinity: true }), { maxLength: 200 }),
      fc.nat(220),
      (scores, count) => {
        const chosen = [...selectLowest(Int32Array.from(scores.keys()), (i) => scores[i]!, count)].map(
          (i) => scores[i]!,
        )
        const expected = [...scores].sort((a, b) => a - b).slice(0, count)
        expect(chosen.sort((a, b) => a - b)).toEqual(expected)
      },
    ),
    { numRuns: 500 },
  )
})
