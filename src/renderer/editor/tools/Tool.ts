import type { MaskCanvas } from '../MaskCanvas.ts'
import type { Point, Rectangle } from '../Rectangle.ts'

/** What a tool works with; sizes and points in frame pixels. */
export interface ToolContext {
  readonly mask: MaskCanvas
  /** Diameter, px. */
  readonly size: number
  /** The class in hand. */
  readonly value: number
}

/** A way of painting. Down and move return what they changed, so that only that is redrawn and saved. */
export interface Tool {
  readonly id: 'brush' | 'eraser'
  readonly key: string
  down(context: ToolContext, at: Point): Rectangle | undefined
  move(context: ToolContext, from: Point, to: Point): Rectangle | undefined
}
