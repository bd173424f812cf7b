import type { EditorSettings } from '../../editor/Editor.ts'

type Kept = Omit<EditorSettings, 'readOnly'>

/** Tool, class and view stay as they are from frame to frame. */
let kept: Kept = {
  tool: 'brush',
  value: 1,
  size: 24,
  maskOpacity: 0.5,
  overlayOpacity: 0.4,
  showMask: true,
  showOverlay: true,
}

export const keptSettings = (): Kept => kept

export function keepSettings({ readOnly: _, ...settings }: EditorSettings): void {
  kept = settings
}
