import { around, type Rectangle, spanning } from '../Rectangle.ts'
import { pixelAt } from './pixelAt.ts'
import type { Line, ToolContext, ToolKind } from './Tool.ts'

/** Paints whole small areas of like colour, each that the pointer goes through. */
export const superpixel: ToolKind = {
  id: 'superpixel',
  key: 'q',
  sized: false,
  paints: true,
  needs: () => ['superpixels'],
  create() {
    let under: { area: number; lines: readonly Line[] } | undefined
    const show = (context: ToolContext, at: { x: number; y: number }) => {
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
        // Areas are some pixels wide: a step of one pixel misses none.
        const steps = Math.max(1, Math.ceil(Math.hypot(to.x - from.x, to.y - from.y)))
        const areas = new Set<number | undefined>()
        for (let i = 1; i <= steps; i++)
          areas.add(
            areaAt(context, {
              x: from.x + ((to.x - from.x) * i) / steps,
              y: from.y + ((to.y - from.y) * i) / steps,
            }),
          )
        for (const area of areas) {
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
}

function areaAt({ mask, superpixels }: ToolContext, at: { x: number; y: number }): number | undefined {
  const pixel = pixelAt(mask, at)
  return pixel === undefined ? undefined : superpixels()?.labels[pixel]
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
    if (x === 0 || labels[pixel - 1] !== area)
      lines.push([
        { x, y },
        { x, y: y + 1 },
      ])
    if (x === width - 1 || labels[pixel + 1] !== area)
      lines.push([
        { x: x + 1, y },
        { x: x + 1, y: y + 1 },
      ])
    if (y === 0 || labels[pixel - width] !== area)
      lines.push([
        { x, y },
        { x: x + 1, y },
      ])
    if (y === height - 1 || labels[pixel + width] !== area)
      lines.push([
        { x, y: y + 1 },
        { x: x + 1, y: y + 1 },
      ])
  }
  return lines
}
