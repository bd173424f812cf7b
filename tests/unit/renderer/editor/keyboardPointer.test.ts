import { expect, it } from 'vitest'
import { KeyboardPointer } from '../../../../src/renderer/editor/KeyboardPointer.ts'
import { Painting } from '../../../../src/renderer/editor/Painting.ts'
import { paintOn } from '../../../support/canvas.ts'

function pointerOn(side: number, mayPaint: boolean) {
  const rules = { overwrite: 'all', locked: [] } as const
  const hand = { tool: 'brush', value: 2, size: 1, hardness: 1, rules }
  const silent = { onDirty() {}, onChange() {}, onOlder() {}, onBlocked() {} }
  const { scale, pick, pixels, edges, superpixels, foreground, propose, redraw } = paintOn(side, side)
  const scene = { scale, pick, pixels, edges, superpixels, foreground, propose, redraw }
  const painting = new Painting(side, side, hand, () => scene, silent)
  let told = 0
  const pointer = new KeyboardPointer(painting, {
    scale: () => 2,
    mayPaint: () => mayPaint,
    onChange: () => told++,
  })
  return {
    pointer,
    painted: () => [...painting.mask.data.keys()].filter((i) => painting.mask.data[i]),
    told: () => told,
  }
}

it('comes into the middle, moves by screen pixels and clicks where it is', () => {
  const { pointer, painted, told } = pointerOn(8, true)
  expect(pointer.nudge(2, 0)).toBe(false)
  expect(pointer.press()).toBe(false)
  pointer.toggle()
  expect(pointer.at).toEqual({ x: 4, y: 4 })
  expect(pointer.nudge(3, -5)).toBe(true)
  expect(pointer.at).toEqual({ x: 5.5, y: 1.5 })
  expect(pointer.press()).toBe(true)
  expect(painted()).toEqual([1 * 8 + 5])
  expect(told()).toBe(3)
  pointer.toggle()
  expect(pointer.at).toBeUndefined()
})

it('stays on the frame', () => {
  const { pointer } = pointerOn(8, true)
  pointer.toggle()
  pointer.nudge(-1000, 1000)
  expect(pointer.at).toEqual({ x: 0, y: 8 })
})

it('keeps its click to itself where nobody may paint', () => {
  const { pointer, painted } = pointerOn(8, false)
  pointer.toggle()
  expect(pointer.press()).toBe(true)
  expect(painted()).toEqual([])
})
