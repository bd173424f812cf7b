import fc from 'fast-check'
import { describe, expect, it } from 'vitest'
import { floodFill } from '../../../../src/renderer/editor/tools/floodFill.ts'
import { toolKind, toolSet, tools } from '../../../../src/renderer/editor/tools/index.ts'
import type { ToolContext } from '../../../../src/renderer/editor/tools/Tool.ts'
import { partsOf } from '../../../../src/shared/domain/contours.ts'
import { edgeCosts } from '../../../../src/shared/domain/edges.ts'
import { pixelsByArea, superpixelsOf } from '../../../../src/shared/domain/slic.ts'
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

/** A bright disc on a darker ground, `side` px square. */
function disc(side: number, radius: number) {
  const data = new Uint8ClampedArray(side * side * 4)
  const truth = new Uint8Array(side * side)
  for (let i = 0; i < truth.length; i++) {
    truth[i] = Math.hypot((i % side) + 0.5 - side / 2, Math.floor(i / side) + 0.5 - side / 2) < radius ? 1 : 0
    data.set(truth[i] === 1 ? [190, 120, 100, 255] : [120, 60, 55, 255], 4 * i)
  }
  return { picture: { width: side, height: side, data }, truth }
}

const overlap = (data: Uint8Array, truth: Uint8Array) => {
  const both = data.filter((v, i) => v > 0 && truth[i] === 1).length
  return (2 * both) / (data.filter((v) => v > 0).length + truth.filter((v) => v === 1).length)
}

describe('tools that know the picture', () => {
  const SIDE = 80
  const { picture, truth } = disc(SIDE, 25)

  it('scissors follow the edge between clicks that a polygon would cut off', () => {
    const edges = edgeCosts(picture)
    const corners = [at(40, 15), at(65, 40), at(40, 65), at(15, 40)]
    const draw = (tool: string) => {
      const context = paintOn(SIDE, SIDE, { scale: 4, edges: () => edges })
      const inHand = toolKind(tool).create()
      for (const corner of corners) inHand.down(context, corner)
      inHand.finish?.(context)
      return overlap(context.mask.data, truth)
    }
    expect(draw('polygon')).toBeLessThan(0.8)
    expect(draw('scissors')).toBeGreaterThan(0.96)
  })

  it('superpixels are painted whole, each that the pointer goes through, and show which is next', () => {
    const labels = superpixelsOf(picture, 10)
    const context = paintOn(SIDE, SIDE, { superpixels: () => ({ labels, ...pixelsByArea(labels) }) })
    const tool = toolKind('superpixel').create()
    tool.hover?.(context, at(40, 40))
    expect(tool.outline?.().length).toBeGreaterThan(10)
    tool.down(context, at(20, 40))
    tool.move(context, at(20, 40), at(60, 40))
    const painted = new Set(labels.filter((_, i) => context.mask.data[i] === 2))
    const touched = new Set(Array.from({ length: 41 }, (_, i) => labels[40 * SIDE + 20 + i]))
    expect(painted).toEqual(touched)
    for (const [i, label] of labels.entries()) expect(context.mask.data[i] === 2).toBe(painted.has(label))
  })

  it('assistance takes what the model is sure of, more when dragged on, and shows it before', () => {
    const foreground = Uint8Array.from(truth, (_, i) => {
      const away = Math.hypot((i % SIDE) - 40, Math.floor(i / SIDE) - 40)
      return Math.max(0, Math.round(255 - 6 * away))
    })
    const context = paintOn(SIDE, SIDE, { foreground: () => foreground })
    const area = () => context.mask.data.filter((v) => v === 2).length
    const tool = toolKind('assist').create()
    tool.hover?.(context, at(40, 40))
    const [line = []] = tool.outline?.() ?? []
    expect(line.length).toBeGreaterThan(20)
    tool.down(context, at(40, 40))
    const first = area()
    expect(first).toBe(foreground.filter((v) => v >= 127).length)
    tool.move(context, at(40, 40), at(70, 40))
    expect(area()).toBeGreaterThan(first)
    tool.move(context, at(70, 40), at(20, 40))
    expect(area()).toBeLessThan(first)
    tool.up?.(context)
    // Where no model has seen the frame there is nothing to take.
    expect(toolKind('assist').create().down(paintOn(SIDE, SIDE), at(40, 40))).toBeUndefined()
  })

  it('a soft brush stops where the colour changes, a hard one does not', () => {
    const stroke = (hardness: number) => {
      const context = paintOn(SIDE, SIDE, { size: 30, hardness, pixels: () => picture.data })
      const brush = toolKind('brush').create()
      brush.down(context, at(53, 40))
      return context.mask.data.filter((v, i) => v === 2 && truth[i] === 0).length
    }
    expect(stroke(1)).toBeGreaterThan(50)
    expect(stroke(0.4)).toBe(0)
  })

  it('the ruler measures and paints nothing', () => {
    const context = paintOn(SIDE, SIDE)
    const ruler = toolKind('ruler').create()
    ruler.down(context, at(10, 10))
    ruler.move(context, at(10, 10), at(40, 50))
    expect(ruler.measured?.()).toBe(50)
    expect(context.mask.data.some((v) => v > 0)).toBe(false)
  })
})
