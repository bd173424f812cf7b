import { expect, it } from 'vitest'
import { Painting } from '../../../../src/renderer/editor/Painting.ts'
import { PaintingPointer } from '../../../../src/renderer/editor/PaintingPointer.ts'
import { type ToolId, toolKind, tools } from '../../../../src/renderer/editor/tools/index.ts'
import { at, paintOn } from '../../../support/canvas.ts'

const SIDE = 16

/** A pointer over a mask of class 1, with a tool in hand, in a study that may be written to or only looked at. */
function pointerWith(tool: ToolId, readOnly: boolean) {
  const rules = { overwrite: 'all', locked: [] } as const
  const hand = { tool, value: 2, size: 5, hardness: 1, rules }
  const silent = { onDirty() {}, onChange() {}, onOlder() {}, onBlocked() {} }
  const { scale, pick, pixels, edges, superpixels, foreground, propose, redraw } = paintOn(SIDE, SIDE)
  const scene = { scale, pick, pixels, edges, superpixels, foreground, propose, redraw }
  const painting = new Painting(SIDE, SIDE, hand, () => scene, silent)
  painting.mask.data.fill(1)
  const pointer = new PaintingPointer(
    painting,
    { view: { scale: 1, x: 0, y: 0, rotation: 0 }, pan() {}, zoom() {} },
    {
      settings: () => ({ readOnly, pressure: false }),
      mark() {},
      finish() {},
      resize() {},
      onPainting() {},
      onGesture() {},
    },
  )
  /** A drag across the frame, as `PointerInput` lets it through. */
  const drag = (eraser = false) => {
    if (!pointer.mayPaint) return
    pointer.down(at(4, 8), eraser)
    pointer.move([at(8, 8), at(12, 8)])
    pointer.up()
  }
  return { drag, changed: () => painting.mask.data.some((value) => value !== 1) }
}

it('erases where the study may be written to, with the eraser and with a pen’s other end', () => {
  for (const [tool, eraser] of [
    ['eraser', false],
    ['brush', true],
  ] as const) {
    const { drag, changed } = pointerWith(tool, false)
    drag(eraser)
    expect(changed()).toBe(true)
  }
})

it.each(tools.map(({ id }) => id))('changes nothing with %s where it may only be looked at', (tool) => {
  for (const eraser of [false, true]) {
    const { drag, changed } = pointerWith(tool, true)
    drag(eraser)
    expect(changed()).toBe(false)
  }
})

it('still measures and picks there', () => {
  expect(tools.filter(({ does }) => does === 'looks').map(({ id }) => id)).toEqual(['pick', 'ruler'])
  expect(toolKind('eraser').does).toBe('erases')
})
