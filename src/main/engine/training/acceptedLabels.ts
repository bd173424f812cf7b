import type { OpenStudy } from '../study/OpenStudy.ts'

/**
 * Whether a reviewer has accepted the label of a frame as it is now. A gold standard that came with the frame is nobody's
 * work here, and needs no acceptance.
 */
export function isAcceptedLabel(
  { index }: OpenStudy,
  {
    frame,
    label,
    readers,
  }: { readonly frame: number; readonly label: number; readonly readers: number | null },
): boolean {
  if (label !== readers) return true
  const placed = index.placed(frame)
  return placed !== undefined && index.reviews.stageOf(placed) === 'accepted'
}
