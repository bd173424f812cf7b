import type { Point } from '../pixels/Rectangle.ts'

/** The pixel under a point; undefined outside the frame. */
export const pixelAt = (
  { width, height }: { readonly width: number; readonly height: number },
  { x, y }: Point,
): number | undefined =>
  x >= 0 && y >= 0 && x < width && y < height ? Math.floor(y) * width + Math.floor(x) : undefined
