import { useCommands } from '../../../../keyboard/Keyboard.tsx'
import type { FramePlace } from '../../place/useFramePlace.ts'
import { useFrameActs } from '../acts/useFrameActs.ts'
import type { LoadedFrame } from '../opened/openFrame.ts'
import { useEditor } from '../opened/useEditor.ts'
import type { Desk } from './Desk.ts'
import { editorCommands } from './editorCommands.ts'
import { useCanvasFocus } from './useCanvasFocus.ts'
import { useDeskSettings } from './useDeskSettings.ts'
import { useKeyboardPointer } from './useKeyboardPointer.ts'

/** Lays a loaded frame on the desk, keys and all; `onAgain` loads it anew. */
export function useDesk(loaded: LoadedFrame, place: FramePlace, onAgain: () => void): Desk {
  const set = useDeskSettings()
  const open = useEditor(loaded, set.settings, { onPick: set.take, onResize: set.resize })
  const acts = useFrameActs({ loaded, place, open, settings: set.settings, onAgain })
  const desk = { ...set, loaded, place, open, acts }
  useKeyboardPointer(open.editor)
  useCanvasFocus(open.place, loaded.id)
  useCommands(editorCommands(desk))
  return desk
}
