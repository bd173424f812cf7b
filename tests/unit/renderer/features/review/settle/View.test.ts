import { describe, expect, it } from 'vitest'
import {
  broughtIn,
  movedBy,
  wholeOf,
  zoomedAt,
} from '../../../../../../src/renderer/features/review/settle/View.ts'

const size = { width: 400, height: 300 }
const whole = wholeOf(size)

describe('the part of a frame that is shown', () => {
  it('is zoomed about a point that stays where it is, and never beyond the whole frame', () => {
    const view = zoomedAt(whole, { x: 100, y: 150 }, 2, size)
    expect(view).toEqual({ x: 50, y: 75, width: 200, height: 150 })
    expect((100 - view.x) / view.width).toBe(100 / 400)
    expect(zoomedAt(view, { x: 60, y: 80 }, 1 / 8, size)).toEqual(whole)
    expect(zoomedAt(whole, { x: 0, y: 0 }, 1000, size).width).toBe(24)
  })

  it('is moved as far as the frame goes', () => {
    const view = zoomedAt(whole, { x: 200, y: 150 }, 2, size)
    expect(movedBy(view, 30, -20, size)).toMatchObject({ x: 130, y: 55 })
    expect(movedBy(view, 999, -999, size)).toMatchObject({ x: 200, y: 0 })
  })

  it('is moved to a finding that is outside of it, and widened for one that is larger', () => {
    const view = { x: 0, y: 0, width: 100, height: 75 }
    expect(broughtIn(view, [20, 20, 30, 30], size)).toEqual(view)
    expect(broughtIn(view, [300, 200, 20, 20], size)).toEqual({ x: 260, y: 172.5, width: 100, height: 75 })
    expect(broughtIn(view, [0, 0, 300, 100], size)).toEqual(whole)
  })
})
