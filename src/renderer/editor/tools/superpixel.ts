import { around, type Point, type Rectangle, spanning } from '../pixels/Rectangle.ts'
import { pixelAt } from './pixelAt.ts'
import type { Line, ToolContext, ToolKind } from './Tool.ts'

/** Paints whole small areas of like colour, each that the pointer goes through. */
export const superpixel = {
  id: 'superpixel',
  key: 'q',
  sized: false,
  does: 'paints',
  needs: () => ['superpixels'],
  create() {
    let under: { area: number; lines: readonly Line[] } | undefined
    const show = (context: ToolContext, at: Point) => {
      const area = areaAt(context, at)
      if (area === undefined) under = undefined
      else if (under?.area !== area) under = { area, lines: edgesOf(context, area) }
    }
    return {
      down(context, at) {
        show(context, at)
        return paint(context, areaAt(context, at))
      },
      move(context, from, to) {
        show(context, to)
        let changed: Rectangle | undefined
        for (const area of areasOnTheWay(context, from, to)) {
          const painted = paint(context, area)
          if (painted) changed = around(changed, painted)
        }
        return changed
      },
      hover: show,
      cancel() {
        under = undefined
      },
      outline: () => under?.lines ?? [],
    }
  },
} as const satisfies ToolKind

function areaAt({ mask, superpixels }: ToolContext, at: Point): number | undefined {
  const pixel = pixelAt(mask, at)
  return pixel === undefined ? undefined : superpixels()?.labels[pixel]
}

/** The areas that a straight way goes through; they are some pixels wide, so that steps of one miss none. */
function areasOnTheWay(context: ToolContext, from: Point, to: Point): ReadonlySet<number | undefined> {
  const [dx, dy] = [to.x - from.x, to.y - from.y]
  const steps = Math.max(1, Math.ceil(Math.hypot(dx, dy)))
  const areas = new Set<number | undefined>()
  for (let i = 1; i <= steps; i++)
    areas.add(areaAt(context, { x: from.x + (dx * i) / steps, y: from.y + (dy * i) / steps }))
  return areas
}

const pixelsOf = ({ superpixels }: ToolContext, area: number): Int32Array => {
  const found = superpixels()
  return found ? found.pixels.subarray(found.starts[area], found.starts[area + 1]) : new Int32Array(0)
}

function paint(context: ToolContext, area: number | undefined): Rectangle | undefined {
  if (area === undefined) return undefined
  const { data, width, height } = context.mask
  let [left, top, right, bottom] = [width, height, -1, -1]
  for (const pixel of pixelsOf(context, area)) {
    data[pixel] = context.value
    const x = pixel % width
    const y = (pixel - x) / width
    left = Math.min(left, x)
    right = Math.max(right, x)
    top = Math.min(top, y)
    bottom = Math.max(bottom, y)
  }
  return spanning(left, top, right, bottom)
}

/** The border of an area as short lines along its pixels' edges. */
function edgesOf(context: ToolContext, area: number): Line[] {
  const { width, height } = context.mask
  const labels = context.superpixels()?.labels
  if (!labels) return []
  const lines: Line[] = []
  for (const pixel of pixelsOf(context, area)) {
    const x = pixel % width
    const y = (pixel - x) / width
    const right = x + 1
    const below = y + 1
    if (x === 0 || labels[pixel - 1] !== area) lines.push(side(x, y, x, below))
    if (right === width || labels[pixel + 1] !== area) lines.push(side(right, y, right, below))
    if (y === 0 || labels[pixel - width] !== area) lines.push(side(x, y, right, y))
    if (below === height || labels[pixel + width] !== area) lines.push(side(x, below, right, below))
  }
  return lines
}

const side = (fromX: number, fromY: number, toX: number, toY: number): Line => [
  { x: fromX, y: fromY },
  { x: toX, y: toY },
]
