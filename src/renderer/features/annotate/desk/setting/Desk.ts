import type { FramePlace } from '../../place/useFramePlace.ts'
import type { FrameActs } from '../acts/FrameActs.ts'
import type { LoadedFrame } from '../opened/openFrame.ts'
import type { OpenEditor } from '../opened/useEditor.ts'
import type { DeskSettings } from './useDeskSettings.ts'

/** A frame on the desk: what it is, what edits it, what can be done to it, and how it is set up. */
export interface Desk extends DeskSettings {
  readonly loaded: LoadedFrame
  readonly place: FramePlace
  readonly open: OpenEditor
  readonly acts: FrameActs
}
