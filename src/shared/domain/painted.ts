import { cutPatch, type Mask, type MaskPatch } from './mask.ts'

/** The rectangle that holds every pixel which is not background in any of the masks; undefined where there is none. All of one size. */
export function paintedArea(
  ...masks: readonly Mask[]
): { x: number; y: number; width: number; height: number } | undefined {
  let [left, top, right, bottom] = [Infinity, Infinity, -1, -1]
  for (const { width, height, data } of masks)
    for (let y = 0; y < height; y++) {
      const row = data.subarray(y * width, (y + 1) * width)
      const first = row.findIndex((value) => value !== 0)
      if (first < 0) continue
      left = Math.min(left, first)
      right = Math.max(
        right,
        row.findLastIndex((value) => value !== 0),
      )
      top = Math.min(top, y)
      bottom = Math.max(bottom, y)
    }
  if (right < 0) return undefined
  return { x: left, y: top, width: right - left + 1, height: bottom - top + 1 }
}

/** What is painted, cut out with one pixel of what is around it; the whole of a mask that is empty is one pixel. */
export function paintedPart(mask: Mask): MaskPatch {
  const area = paintedArea(mask)
  if (!area) return cutPatch(mask, { x: 0, y: 0, width: 1, height: 1 })
  const x = Math.max(0, area.x - 1)
  const y = Math.max(0, area.y - 1)
  const width = Math.min(mask.width, area.x + area.width + 1) - x
  const height = Math.min(mask.height, area.y + area.height + 1) - y
  return cutPatch(mask, { x, y, width, height })
}
