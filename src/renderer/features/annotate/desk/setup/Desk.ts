import type { FramePlace } from '../../place/useFramePlace.ts'
import type { Remarking } from '../../remarks/useRemarks.ts'
import type { FrameActs } from '../acts/FrameActs.ts'
import type { LoadedFrame } from '../frame/openFrame.ts'
import type { BoxAssist } from '../frame/useBoxAssist.ts'
import type { DeskSettings } from '../frame/useDeskSettings.ts'
import type { OpenEditor } from '../frame/useEditor.ts'
import type { ModelView } from '../frame/useModelView.ts'

/** A frame on the desk: what it is, what edits it, what can be done to it, and how it is set up. */
export interface Desk extends DeskSettings {
  readonly loaded: LoadedFrame
  readonly place: FramePlace
  readonly open: OpenEditor
  readonly acts: FrameActs
  readonly view: ModelView
  readonly assist: BoxAssist
  readonly remarks: Remarking
}
