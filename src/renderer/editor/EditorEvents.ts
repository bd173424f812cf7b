import type { Lesion } from '../../shared/domain/lesions.ts'
import type { MaskPatch } from '../../shared/domain/mask.ts'
import type { EditorReport } from './debugging.ts'
import type { PaintingEvents } from './Painting.ts'
import type { Point } from './pixels/Rectangle.ts'
import type { Blocking } from './rules.ts'
import type { BoxQuestion } from './tools/boxQuestion.ts'
import type { Viewport } from './Viewport.ts'

/** What can be seen of the editor beside the canvas. */
export interface EditorState {
  readonly canUndo: boolean
  readonly canRedo: boolean
  readonly view: Viewport
  readonly stage: { readonly width: number; readonly height: number }
  /** The tool in hand waits for something that is being found in the picture. */
  readonly preparing: boolean
  /** Length of the ruler's line, frame px. */
  readonly measured: number | null
  /** Whether a region stands to be taken, or one is being found. */
  readonly proposal: 'none' | 'waiting' | 'standing'
  /** Where the keyboard's pointer is; null while it is away. */
  readonly pointer: Point | null
  /** Where the address asks for it. */
  readonly report?: EditorReport
}

/** What the editor tells: a change to save, that something shown beside the canvas changed; and what it asks for. */
export interface EditorEvents {
  onChange: PaintingEvents['onChange']
  /** A hand paints: at its first touch, and again and again while it goes on. */
  onPainting(): void
  /** Undo goes behind what was painted since the frame was opened: `rewind` is wanted to the mask before. */
  onOlder(revision: number): void
  /** A class was taken into hand from the canvas. */
  onPick(value: number): void
  /** The region that a box holds is wanted: as `Scene.propose`. */
  onPropose(question: BoxQuestion, stop: AbortSignal): Promise<MaskPatch | undefined>
  onBlocked(rule: Blocking): void
  onResize(by: number): void
  onState(state: EditorState): void
  onLesions(lesions: readonly Lesion[]): void
  /** The lesions told last are not those of the mask any more; those that are will be told. */
  onLesionsStale(): void
}
