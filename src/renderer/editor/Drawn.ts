import type { Rectangle } from './pixels/Rectangle.ts'

/** Something that lies over the frame. */
export interface Drawn {
  /** Draws what there is in a part of the frame; the context counts in frame pixels, `scale` screen px each. */
  draw(context: CanvasRenderingContext2D, scale: number, part: Rectangle): void
}
