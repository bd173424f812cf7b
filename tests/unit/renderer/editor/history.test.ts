import fc from 'fast-check'
import { expect, it } from 'vitest'
import { History } from '../../../../src/renderer/editor/History.ts'

/** A one-pixel mask is enough: a step carries its before and after. */
const patch = (value: number) => ({ x: 0, y: 0, width: 1, height: 1, data: Uint8Array.of(value) })

it('equals a replay for every sequence of paint, undo and redo', () => {
  fc.assert(
    fc.property(fc.array(fc.constantFrom('paint', 'undo', 'redo'), { maxLength: 200 }), (commands) => {
      const history = new History()
      let now = 0
      let next = 1
      const past: number[] = []
      let future: number[] = []
      for (const command of commands) {
        if (command === 'paint') {
          history.add({ before: patch(now), after: patch(next), from: now, to: next })
          past.push(now)
          future = []
          now = next++ % 256
        } else {
          const applied = command === 'undo' ? history.undo() : history.redo()
          const expected = command === 'undo' ? past.pop() : future.pop()
          expect(applied?.patch.data[0]).toBe(expected === undefined ? undefined : expected % 256)
          if (expected === undefined) continue
          ;(command === 'undo' ? future : past).push(now)
          now = expected
        }
        expect([history.canUndo, history.canRedo]).toEqual([past.length > 0, future.length > 0])
      }
    }),
    { numRuns: 300 },
  )
})
