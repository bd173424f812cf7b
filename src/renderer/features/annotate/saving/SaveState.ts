import type { FrameState } from '../../../../shared/domain/frameState.ts'

/** Whether what was painted is saved. */
export type SaveState =
  | { readonly kind: 'idle' }
  | { readonly kind: 'saving' }
  /** `frame`: the frame's state by the last answer; undefined before there was one. */
  | { readonly kind: 'saved'; readonly at: string; readonly frame: FrameState | undefined }
  /** The engine is gone: painting goes on, and so many steps are sent when it is back. */
  | { readonly kind: 'waiting'; readonly steps: number }
  /** Someone else has saved a change of this mask: nothing is sent until a person has decided. */
  | { readonly kind: 'conflict'; readonly steps: number }
  | { readonly kind: 'failed'; readonly why: string }
