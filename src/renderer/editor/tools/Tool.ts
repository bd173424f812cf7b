import type { Mask, MaskPatch } from '../../../shared/domain/mask.ts'
import type { Findings, Need } from '../picture/needs.ts'
import type { Point, Rectangle, Sample } from '../pixels/Rectangle.ts'
import type { BoxQuestion } from './boxQuestion.ts'

/** What lies around the painting: the view, and what has been found in the picture. */
export interface Scene extends Findings {
  /** Screen pixels per frame pixel. */
  readonly scale: number
  /** Takes a class into hand. */
  pick(value: number): void
  /**
   * The region that a box holds: the pixels that are not 0. Undefined where none was found or it was told to stop; it
   * says itself what went wrong, and fails never.
   */
  propose(question: BoxQuestion, stop: AbortSignal): Promise<MaskPatch | undefined>
  /** Something that the tool waited for has come: what it shows is another now. */
  redraw(): void
}

/** What a tool works with; sizes and points in frame pixels. */
export interface ToolContext extends Scene {
  /** The label map; a tool writes into it. */
  readonly mask: Mask
  /** The map before this gesture. */
  readonly settled: Uint8Array
  /** Diameter, px. */
  readonly size: number
  readonly hardness: number
  /** The class in hand. */
  readonly value: number
}

/** A closed or open line to show, in frame pixels. */
export type Line = readonly Point[]

/** What is offered and is not painted yet. */
export interface Proposal {
  /** Pixels that are not 0 belong to it; undefined while none has been found. */
  readonly region: MaskPatch | undefined
  /** Whether another is being found. */
  readonly waits: boolean
}

/**
 * A way of painting: a small state machine of its own, one for each opened frame. Each step returns the rectangle
 * that it may have changed, so that only that is looked at, redrawn and saved.
 */
export interface Tool {
  /** The pointer goes down; where the tool is `open` already this is its next corner. */
  down(context: ToolContext, at: Sample): Rectangle | undefined
  move(context: ToolContext, from: Sample, to: Sample): Rectangle | undefined
  up?(context: ToolContext): Rectangle | undefined
  /** The pointer moves without being down. */
  hover?(context: ToolContext, at: Sample): void
  /** Ends what is open (Enter, double click): paints it. */
  finish?(context: ToolContext): Rectangle | undefined
  /** Drops what is open (Esc); `step` drops the last corner only (Backspace). */
  cancel?(step: boolean): void
  /** Another tool is taken into hand; without it, what is open is dropped. */
  leave?(): void
  /** Has a region found that was not drawn by hand. */
  ask?(context: ToolContext, question: BoxQuestion): void
  /** What it offers; the next stroke with another tool takes it, and so does `finish`. */
  readonly proposal?: Proposal | undefined
  /** More or less of what the tool takes, in steps: the size keys where there is no size. */
  tune?(context: ToolContext, by: number): void
  /** Name of the state that the tool is in, where it has several: for whoever looks for a fault. */
  readonly state?: string | undefined
  /** Whether something is begun that goes on after the pointer is up. */
  readonly open?: boolean
  /** Lines to show while something is under way. */
  outline?(): readonly Line[]
  /** Length of what was measured, px. */
  measured?(): number | undefined
}

/** A tool as it stands in the list. */
export interface ToolKind {
  readonly id: string
  readonly key: string
  /** Whether the brush size says anything to it. */
  readonly sized: boolean
  /**
   * `paints`: the class in hand, so that taking up another class keeps it in hand. `looks`: it changes no mask, so that
   * it works in a study that may only be looked at.
   */
  readonly does: 'paints' | 'erases' | 'looks'
  /** What is found in a worker when the tool is taken up. */
  needs?(hand: { readonly hardness: number }): readonly Need[]
  create(): Tool
}
