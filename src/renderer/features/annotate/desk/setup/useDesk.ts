import { useCommands } from '../../../../keyboard/Keyboard.tsx'
import type { FramePlace } from '../../place/useFramePlace.ts'
import { useRemarks } from '../../remarks/useRemarks.ts'
import { useFrameActs } from '../acts/useFrameActs.ts'
import type { LoadedFrame } from '../frame/openFrame.ts'
import { useBoxAssist } from '../frame/useBoxAssist.ts'
import { useCanvasFocus } from '../frame/useCanvasFocus.ts'
import { useDeskSettings } from '../frame/useDeskSettings.ts'
import { useEditor } from '../frame/useEditor.ts'
import { useKeyboardPointer } from '../frame/useKeyboardPointer.ts'
import { useModelView } from '../frame/useModelView.ts'
import { useShownLabel } from '../frame/useShownLabel.ts'
import type { Desk } from './Desk.ts'
import { editorCommands } from './editorCommands.ts'

/** How a frame is looked at. */
interface Look {
  /** Somebody is to say whether its label stands, which is in sight then. */
  readonly isJudged: boolean
  /** Nothing is painted for now. */
  readonly looksOnly: boolean
}

/** Lays a loaded frame on the desk, keys and all; `onAgain` loads it anew. */
export function useDesk(
  opened: LoadedFrame,
  place: FramePlace,
  { isJudged, looksOnly }: Look,
  onAgain: () => void,
): Desk {
  const { frame } = place
  const isSigned = frame?.id === opened.id && frame.signedBy !== null
  const set = useDeskSettings(looksOnly || isSigned)
  useShownLabel(opened, set, isJudged)
  const assist = useBoxAssist(opened.id, place.upcoming, set.settings)
  const open = useEditor(opened, set.settings, {
    onPick: set.take,
    onResize: set.resize,
    onPropose: assist.propose,
  })
  const view = useModelView(opened, open)
  const { loaded } = view
  const acts = useFrameActs({ loaded, place, open, settings: set.settings, onAgain })
  const remarks = useRemarks(loaded.id)
  const desk = { ...set, loaded, place, open, acts, view, assist, remarks }
  useKeyboardPointer(open.editor)
  useCanvasFocus(open.place, loaded.id)
  useCommands(editorCommands(desk))
  return desk
}
