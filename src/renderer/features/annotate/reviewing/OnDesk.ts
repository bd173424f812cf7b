import type { RefObject } from 'react'
import type { Editor } from '../../../editor/Editor.ts'
import type { EditorState } from '../../../editor/EditorEvents.ts'
import type { Store } from '../../../ui/Store.ts'
import type { Remarking } from '../remarks/useRemarks.ts'

/** A frame that lies on the desk, as far as its review knows of it. */
export interface OnDesk {
  readonly frame: number
  /** Another one whenever the canvas is made anew. */
  readonly loaded: object
  readonly next: number | null
  readonly previous: number | null
  readonly editor: RefObject<Editor | undefined>
  readonly state: Store<EditorState>
  readonly remarks: Remarking
  readonly colours: readonly string[]
  readonly mmPerPixel: number | null
  /** Gives the keyboard back to the canvas. */
  toCanvas(): void
}
