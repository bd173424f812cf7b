import type { Point } from './Rectangle.ts'

const SMALLEST = 0.05
const LARGEST = 32

/** Where the frame lies in the window: `scale` screen pixels per frame pixel, and its corner. */
export interface Viewport {
  readonly scale: number
  readonly x: number
  readonly y: number
}

/** The whole frame, centred, with a little air. */
export function fitted(
  frame: { width: number; height: number },
  stage: { width: number; height: number },
): Viewport {
  const scale = clamp(0.96 * Math.min(stage.width / frame.width, stage.height / frame.height))
  return { scale, x: (stage.width - frame.width * scale) / 2, y: (stage.height - frame.height * scale) / 2 }
}

/** Zoomed by `factor`, the point under the cursor staying where it is. */
export function zoomedAt(view: Viewport, cursor: Point, factor: number): Viewport {
  const scale = clamp(view.scale * factor)
  const ratio = scale / view.scale
  return { scale, x: cursor.x - (cursor.x - view.x) * ratio, y: cursor.y - (cursor.y - view.y) * ratio }
}

export const toFrame = ({ scale, x, y }: Viewport, screen: Point): Point => ({
  x: (screen.x - x) / scale,
  y: (screen.y - y) / scale,
})

const clamp = (scale: number) => Math.min(LARGEST, Math.max(SMALLEST, scale))
