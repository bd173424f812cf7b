import type { AssistBox } from '../../src/shared/contract/assist.ts'
import type { Mask } from '../../src/shared/domain/mask.ts'

/** The box around what a mask holds; null where it holds nothing. */
export function boxAround({ width, data }: Mask): AssistBox | null {
  let [left, top, right, bottom] = [Number.POSITIVE_INFINITY, Number.POSITIVE_INFINITY, -1, -1]
  for (const [i, value] of data.entries()) {
    if (value === 0) continue
    const [x, y] = [i % width, Math.floor(i / width)]
    ;[left, top, right, bottom] = [
      Math.min(left, x),
      Math.min(top, y),
      Math.max(right, x),
      Math.max(bottom, y),
    ]
  }
  return right < 0 ? null : { left, top, right: right + 1, bottom: bottom + 1 }
}
