import { outlinesOf } from '../../../../shared/domain/contours.ts'
import { cutPatch, type Mask } from '../../../../shared/domain/mask.ts'
import type { Differences } from '../../../../shared/domain/settling.ts'
import { pathOf } from '../../../ui/pathOf.ts'

/** Where two masks differ, drawn. */
export interface Mark {
  /** Place of the difference. */
  readonly place: number
  /** An SVG path around the pixels that differ, px of the frame. */
  readonly path: string
}

/** Around the pixels on which two masks differ, for each difference but thin edges. */
export function differencePaths(
  { differences, area, labels }: Differences,
  first: Mask,
  second: Mask,
): Mark[] {
  const a = cutPatch(first, area).data
  const b = cutPatch(second, area).data
  return differences.flatMap(({ isThin }, n): Mark[] => {
    if (isThin) return []
    const data = labels.map((label, at) => (label === n + 1 && a[at] !== b[at] ? 1 : 0))
    const path = outlinesOf({ width: area.width, height: area.height, data: Uint8Array.from(data) }, 1)
      .map((line) => pathOf(line.map((at, i) => at + (i % 2 === 0 ? area.x : area.y))))
      .join('')
    return [{ place: n, path }]
  })
}
