import type { MaskCanvas } from '../MaskCanvas.ts'
import type { Point, Rectangle } from '../Rectangle.ts'

/** What a tool works with; sizes and points in frame pixels. */
export interface ToolContext {
  readonly mask: MaskCanvas
  /** Diameter, px. */
  readonly size: number
  /** The class in hand. */
  readonly value: number
  /** Screen pixels per frame pixel. */
  readonly scale: number
  /** The frame's own pixels, RGBA, `[height,width,4]`. */
  pixels(): Uint8ClampedArray
  /** Takes a class into hand. */
  pick(value: number): void
}

/**
 * A way of painting: a small state machine of its own, one for each opened frame. Each step returns what it
 * changed, so that only that is redrawn and saved.
 */
export interface Tool {
  /** The pointer goes down; where the tool is `open` already this is its next corner. */
  down(context: ToolContext, at: Point): Rectangle | undefined
  move(context: ToolContext, from: Point, to: Point): Rectangle | undefined
  up?(context: ToolContext): Rectangle | undefined
  /** Ends what is open (Enter, double click): paints it. */
  finish?(context: ToolContext): Rectangle | undefined
  /** Drops what is open (Esc); `step` drops the last corner only (Backspace). */
  cancel?(step: boolean): void
  /** Whether something is begun that goes on after the pointer is up. */
  readonly open?: boolean
  /** The line to show while something is under way. */
  outline?(): readonly Point[]
}

/** A tool as it stands in the list. */
export interface ToolKind {
  readonly id: string
  readonly key: string
  /** Whether the brush size says anything to it. */
  readonly sized: boolean
  create(): Tool
}
