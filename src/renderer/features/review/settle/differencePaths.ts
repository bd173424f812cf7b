import { outlinesOf } from '../../../../shared/domain/contours.ts'
import { cutPatch, type Mask } from '../../../../shared/domain/mask.ts'
import type { Differences } from '../../../../shared/domain/settling.ts'
import { pathOf } from '../../../ui/pathOf.ts'

/** Around the pixels on which two masks differ, an SVG path for each difference, px of the frame. */
export function differencePaths(
  { differences, area, labels }: Differences,
  first: Mask,
  second: Mask,
): string[] {
  const a = cutPatch(first, area).data
  const b = cutPatch(second, area).data
  return differences.map((_, n) => {
    const data = labels.map((label, at) => (label === n + 1 && a[at] !== b[at] ? 1 : 0))
    return outlinesOf({ width: area.width, height: area.height, data: Uint8Array.from(data) }, 1)
      .map((line) => pathOf(line.map((at, i) => at + (i % 2 === 0 ? area.x : area.y))))
      .join('')
  })
}
