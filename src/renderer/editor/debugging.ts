import type { Rectangle } from './pixels/Rectangle.ts'

/**
 * Whether the address asks for the editor's debug view: `?debug=editor`. Without it nothing is measured; where there is
 * no window (the lists of commands are read in tests) nobody asks.
 */
export const debugging =
  typeof window !== 'undefined' && new URLSearchParams(window.location.search).get('debug') === 'editor'

/** Something that was drawn anew on the mask's canvas. */
export interface DrawnPart {
  readonly part: Rectangle
  /** What drawing it took, ms. */
  readonly ms: number
}

/** What a developer sees of the editor at work. */
export interface EditorReport {
  /** The newest; undefined before there was one. */
  readonly drawn: DrawnPart | undefined
  /** The revision that the canvas shows, once all is saved. */
  readonly revision: number
  readonly tool: string
  /** Name of the state that the tool is in. */
  readonly toolState: string
}
