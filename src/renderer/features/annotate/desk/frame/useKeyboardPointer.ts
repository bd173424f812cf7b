import { type RefObject, useEffect } from 'react'
import type { Editor } from '../../../../editor/Editor.ts'
import { belongsToFocus } from '../../../../keyboard/chord.ts'

/** What an arrow moves, screen px: alone, with Shift, with Control. */
const STEP = { plain: 12, fine: 1, far: 60 }
const WAYS: Readonly<Record<string, readonly [number, number]>> = {
  ArrowLeft: [-1, 0],
  ArrowRight: [1, 0],
  ArrowUp: [0, -1],
  ArrowDown: [0, 1],
}

const heldWith = ({ shiftKey, altKey }: KeyboardEvent) => (altKey ? 'alt' : shiftKey ? 'shift' : undefined)

/** While the keyboard's pointer is out, arrows move it and Space clicks: before any other meaning of these keys. */
export function useKeyboardPointer(editor: RefObject<Editor | undefined>): void {
  useEffect(() => {
    const press = (event: KeyboardEvent) => {
      if (belongsToFocus(event)) return
      const way = WAYS[event.key]
      const step = event.ctrlKey ? STEP.far : event.shiftKey ? STEP.fine : STEP.plain
      const taken = way
        ? editor.current?.keyboardPointer.nudge(way[0] * step, way[1] * step)
        : event.key === ' ' && !event.ctrlKey && editor.current?.keyboardPointer.press(heldWith(event))
      if (!taken) return
      event.preventDefault()
      event.stopImmediatePropagation()
    }
    window.addEventListener('keydown', press, true)
    return () => window.removeEventListener('keydown', press, true)
  }, [editor])
}
