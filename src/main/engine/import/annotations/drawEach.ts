import { emptyMask, type Mask } from '../../../../shared/domain/mask.ts'
import type { Reason } from '../../../../shared/reasons/index.ts'
import type { DrawnMask } from '../found/Incoming.ts'
import { Unreadable } from '../found/Unreadable.ts'
import type { Size } from './Annotations.ts'

/**
 * Draws shapes one over the other. One that cannot be drawn keeps the others not outside: its reason goes with the mask,
 * each reason once. Throws `Unreadable` where there are shapes and none can be drawn, since a frame that somebody marked
 * must not count as one on which nothing was found. `drawOne` paints nothing where it throws.
 */
export async function drawEach<S>(
  { width, height }: Size,
  shapes: Iterable<S>,
  drawOne: (mask: Mask, shape: S) => void | Promise<void>,
): Promise<DrawnMask> {
  const mask = emptyMask(width, height)
  const leftOut = new Map<string, Unreadable>()
  let drawn = 0
  for (const shape of shapes) {
    try {
      await drawOne(mask, shape)
      drawn++
    } catch (error) {
      if (!(error instanceof Unreadable)) throw error
      leftOut.set(JSON.stringify(error.reason), error)
    }
  }
  const [first] = leftOut.values()
  if (!first) return mask
  if (drawn === 0) throw first
  return { ...mask, leftOut: [...leftOut.values()].map(({ reason }): Reason => reason) }
}

/** Throws `Unreadable` where a file was made for pictures of another size: what it draws would lie elsewhere. */
export function mustBeDrawnFor(
  declared: { readonly width?: number | undefined; readonly height?: number | undefined },
  { width: frameWidth, height: frameHeight }: Size,
): void {
  const { width = 0, height = 0 } = declared
  // Some programs leave the size out, or write 0.
  if (width === 0 || height === 0 || (width === frameWidth && height === frameHeight)) return
  throw new Unreadable('maskInFileOtherSize', { width, height, frameWidth, frameHeight })
}
