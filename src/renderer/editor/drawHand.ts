import type { FrameStage } from './FrameStage.ts'
import type { Point, Sample } from './pixels/Rectangle.ts'
import { radiusOf } from './tools/stampLine.ts'
import type { Proposal, Tool, ToolKind } from './tools/Tool.ts'

/** What the hand holds and where it is. */
interface ShownHand {
  readonly kind: ToolKind
  readonly tool: Tool
  /** Whether the tool finds on this frame what it works with. */
  readonly canWork: boolean
  /** Diameter of the brush, frame px. */
  readonly size: number
  readonly pointer: Sample | undefined
  readonly keyboardPointer: Point | undefined
  readonly proposal: Proposal | undefined
  /** Of the class in hand, `#rrggbb`. */
  readonly colour: string
}

/**
 * Draws over a frame what is shown for the hand alone: the cursor, the brush's circle, the lines of what is begun, what
 * is offered.
 */
export function drawHand({ container, marks }: FrameStage, hand: ShownHand): void {
  const { kind, tool, canWork, size, pointer, keyboardPointer, proposal, colour } = hand
  const waits = proposal?.waits ?? false
  const free = waits ? 'progress' : 'crosshair'
  const cursor = kind.sized ? 'none' : canWork ? free : 'not-allowed'
  container.style.setProperty('--tool-cursor', cursor)
  marks.circleAt(kind.sized ? pointer : undefined, radiusOf(size, pointer?.pressure ?? 1))
  marks.crossAt(keyboardPointer)
  marks.propose(proposal?.region, colour)
  marks.draw(tool.outline?.() ?? [], waits)
}
