import { cutPatch, type Mask, type MaskPatch, writePatch } from './mask.ts'
import { paintedArea } from './painted.ts'
import { type Box, measured, touchingParts } from './touching.ts'

/** What can be taken of a finding on which two readers differ. */
export const takes = ['first', 'second', 'union', 'intersection', 'none'] as const
export type Take = (typeof takes)[number]

/**
 * How two readers differ on a finding: only one of them marked it; both did and call most of what they share otherwise; both
 * did and draw its edge otherwise.
 */
export const differenceKinds = ['onlyFirst', 'onlySecond', 'class', 'edge'] as const
export type DifferenceKind = (typeof differenceKinds)[number]

/** A finding on which two masks differ: what either has marked, as far as it hangs together. */
export interface Difference {
  readonly kind: DifferenceKind
  /** px of the frame */
  readonly box: Box
  /** Pixels on which the masks differ. */
  readonly pixels: number
  /** Whether only an edge differs, nowhere by 2 px. */
  readonly isThin: boolean
}

/** All differences of two masks, in reading order, and where they lie. */
export interface Differences {
  readonly differences: readonly Difference[]
  readonly area: Omit<MaskPatch, 'data'>
  /** A difference's place in the list + 1 per pixel of the area, for all of the finding; 0 elsewhere. */
  readonly labels: Int32Array
}

/** Compares two masks of one frame, finding by finding. Outside the findings told, both are the same. */
export function differencesOf(first: Mask, second: Mask): Differences {
  const area = paintedArea(first, second) ?? { x: 0, y: 0, width: 0, height: 0 }
  const a = cutPatch(first, area).data
  const b = cutPatch(second, area).data
  const parts = touchingParts(
    area,
    (at) => a[at] !== 0 || b[at] !== 0,
    () => true,
  )
  const counts = parts.firsts.map(() => ({ onlyA: 0, onlyB: 0, same: 0, other: 0, thick: false }))
  for (const [at, label] of parts.labels.entries()) {
    const count = counts[label - 1]
    if (!count) continue
    if (a[at] === b[at]) count.same++
    else if (b[at] === 0) count.onlyA++
    else if (a[at] === 0) count.onlyB++
    else count.other++
    count.thick ||= isThick(a, b, area.width, at)
  }
  const boxes = measured(parts, area.width)
  const differing = counts.map(({ onlyA, onlyB, other }) => onlyA + onlyB + other)
  // Findings that both see alike are none to settle: the others move up.
  const place = new Int32Array(counts.length + 1)
  let found = 0
  for (const [n, pixels] of differing.entries()) place[n + 1] = pixels > 0 ? ++found : 0
  return {
    area,
    labels: parts.labels.map((label) => place[label] ?? 0),
    differences: counts.flatMap((count, n): Difference[] => {
      const pixels = differing[n] ?? 0
      if (pixels === 0) return []
      const kind = kindOf(count)
      const [x, y, width, height] = boxes[n]?.box ?? [0, 0, 0, 0]
      const box: Box = [area.x + x, area.y + y, width, height]
      return [{ kind, box, pixels, isThin: kind === 'edge' && !count.thick }]
    }),
  }
}

/**
 * What somebody makes of two masks who has chosen for each of their differences, in the order of `differencesOf`; where a
 * choice is missing, the first stands. Union and intersection are of what is marked: where both mark a pixel and call it
 * otherwise, the first's class is in the union, and the intersection leaves it out.
 */
export function settled(first: Mask, second: Mask, choices: readonly Take[]): Mask {
  const { area, labels } = differencesOf(first, second)
  const a = cutPatch(first, area).data
  const b = cutPatch(second, area).data
  const data = a.map((value, at) => {
    const label = labels[at] ?? 0
    return label === 0 ? value : taken(choices[label - 1] ?? 'first', value, b[at] ?? 0)
  })
  const mask = { ...first, data: first.data.slice() }
  if (data.length > 0) writePatch(mask, { ...area, data })
  return mask
}

function taken(take: Take, a: number, b: number): number {
  switch (take) {
    case 'first':
      return a
    case 'second':
      return b
    case 'union':
      return a === 0 ? b : a
    case 'intersection':
      return a === b ? a : 0
    case 'none':
      return 0
  }
}

interface Counts {
  readonly onlyA: number
  readonly onlyB: number
  readonly same: number
  readonly other: number
}

function kindOf({ onlyA, onlyB, same, other }: Counts): DifferenceKind {
  if (onlyB + same + other === 0) return 'onlyFirst'
  if (onlyA + same + other === 0) return 'onlySecond'
  return other > same ? 'class' : 'edge'
}

/** Whether the masks differ on a pixel and the three right of it and below: a difference that holds such a square is 2 px wide. */
function isThick(a: Uint8Array, b: Uint8Array, width: number, at: number): boolean {
  if (at % width === width - 1 || at + width + 1 >= a.length) return false
  return [at, at + 1, at + width, at + width + 1].every((i) => a[i] !== b[i])
}
