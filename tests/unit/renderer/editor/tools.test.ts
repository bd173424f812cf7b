import fc from 'fast-check'
import { describe, expect, it } from 'vitest'
import { floodFill } from '../../../../src/renderer/editor/tools/floodFill.ts'
import { toolKind, toolSet, tools } from '../../../../src/renderer/editor/tools/index.ts'
import type { ToolContext } from '../../../../src/renderer/editor/tools/Tool.ts'
import { partsOf } from '../../../../src/shared/domain/contours.ts'
import { at, paintOn } from '../../../support/canvas.ts'

const rows = ({ mask }: ToolContext) =>
  Array.from({ length: mask.height }, (_, y) =>
    [...mask.data.subarray(y * mask.width, (y + 1) * mask.width)].join(''),
  )

describe('the list of tools', () => {
  it('gives each a name and a key of its own, and a new state machine for each frame', () => {
    expect(new Set(tools.map(({ key }) => key)).size).toBe(tools.length)
    expect(toolSet().get('polygon')).not.toBe(toolSet().get('polygon'))
    expect(toolKind('nothing').id).toBe('brush')
  })
})

describe('polygon', () => {
  const square = [at(1, 1), at(4, 1), at(4, 3), at(1, 3)]
  it('closes with Enter, at its first corner or by a double click, and paints what it encloses', () => {
    for (const close of ['enter', 'first', 'double'] as const) {
      const context = paintOn(6, 4, { scale: 20 })
      const polygon = toolKind('polygon').create()
      for (const corner of square) expect(polygon.down(context, corner)).toBeUndefined()
      expect(polygon.open).toBe(true)
      const changed =
        close === 'enter'
          ? polygon.finish?.(context)
          : polygon.down(context, close === 'first' ? at(1.1, 1.1) : (square[3] ?? at(0, 0)))
      expect(changed).toEqual({ x: 1, y: 1, width: 3, height: 2 })
      expect(rows(context)).toEqual(['000000', '022200', '022200', '000000'])
      expect(polygon.open).toBe(false)
    }
  })

  it('gives a corner back, is dropped whole, and paints nothing of two corners', () => {
    const context = paintOn(6, 4, { scale: 20 })
    const polygon = toolKind('polygon').create()
    for (const corner of square) polygon.down(context, corner)
    polygon.cancel?.(true)
    expect(polygon.outline?.()[0]).toHaveLength(3)
    polygon.cancel?.(false)
    expect(polygon.open).toBe(false)
    polygon.down(context, at(1, 1))
    polygon.down(context, at(4, 3))
    expect(polygon.finish?.(context)).toBeUndefined()
    expect(rows(context).join('')).not.toContain('2')
  })
})

describe('lasso', () => {
  it('paints what it was drawn round when the pointer goes up, cut off at the frame', () => {
    const context = paintOn(5, 4)
    const lasso = toolKind('lasso').create()
    lasso.down(context, at(-3, -3))
    for (const to of [at(2.2, -3), at(2.2, 2), at(-3, 2)]) lasso.move(context, to, to)
    expect(lasso.up?.(context)).toEqual({ x: 0, y: 0, width: 3, height: 2 })
    expect(rows(context)).toEqual(['22000', '22000', '00000', '00000'])
  })
})

describe('fill and pick', () => {
  it('fill one connected region, and nothing where it is that class already', () => {
    const data = Uint8Array.from('0010000100111000'.split('').map(Number))
    const context = paintOn(4, 4, { data })
    const fill = toolKind('fill').create()
    fill.down(context, at(0.5, 0.5))
    expect(rows(context)).toEqual(['2210', '2221', '2211', '1222'])
    expect(fill.down(context, at(0.5, 0.5))).toBeUndefined()
    expect(fill.down(context, at(-1, 9))).toBeUndefined()
  })

  it('flood the very part that lies under the pointer', () => {
    fc.assert(
      fc.property(fc.uint8Array({ minLength: 90, maxLength: 90, max: 1 }), fc.nat(89), (noise, seed) => {
        const mask = { width: 10, height: 9, data: Uint8Array.from(noise) }
        const value = mask.data[seed] ?? 0
        const { labels } = partsOf(mask, value)
        const painted = { ...mask, data: mask.data.slice() }
        floodFill(painted, seed, (pixel) => mask.data[pixel] === value, 7)
        expect([...painted.data]).toEqual([...mask.data].map((v, i) => (labels[i] === labels[seed] ? 7 : v)))
      }),
      { numRuns: 2000 },
    )
  })

  it('take a class into hand', () => {
    const context = paintOn(2, 1, { data: Uint8Array.of(0, 255) })
    toolKind('pick').create().down(context, at(1.5, 0.5))
    expect(context.picked).toEqual([255])
  })
})

describe('wand', () => {
  it('takes like colours, more by dragging on and less by dragging back, over what was there', () => {
    const pixels = new Uint8ClampedArray(9 * 4)
    const shades = [100, 100, 100, 120, 120, 120, 180, 180, 180]
    for (const [i, v] of shades.entries()) pixels.fill(v, i * 4, i * 4 + 4)
    const data = Uint8Array.from([0, 0, 0, 0, 1, 0, 0, 0, 0])
    const context = paintOn(9, 1, { data, pixels: () => pixels })
    const wand = toolKind('wand').create()
    wand.down(context, at(0.5, 0.5))
    expect(rows(context)).toEqual(['222010000'])
    wand.move(context, at(0, 0), at(60, 0.5))
    expect(rows(context)).toEqual(['222222000'])
    wand.move(context, at(0, 0), at(0.5, 0.5))
    expect(rows(context)).toEqual(['222010000'])
  })
})
