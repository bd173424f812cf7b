import { type RefObject, useEffect } from 'react'

/**
 * Keeps the keyboard on the canvas: a button pressed with the pointer does not hold on to it, and neither does one
 * on the frame before. So Space and Enter never repeat, on a frame that nobody has looked at, what was pressed on
 * the last. Buttons that were reached with Tab are pressed by Space and Enter as anywhere. The canvas tells whose it is
 * as `data-frame`.
 */
export function useCanvasFocus(canvas: RefObject<HTMLElement | null>, frame: number): void {
  // Each frame begins with the keyboard on its canvas.
  useEffect(() => {
    if (!canvas.current) return
    canvas.current.dataset['frame'] = String(frame)
    if (!writesText(document.activeElement)) canvas.current.focus({ preventScroll: true })
  }, [canvas, frame])

  useEffect(() => {
    const pressed = (event: MouseEvent) => {
      // A click made by a key counts no presses of the pointer.
      if (event.detail === 0 || !(event.target instanceof Element)) return
      const button = event.target.closest('.annotate button')
      if (button && !button.hasAttribute('aria-haspopup')) canvas.current?.focus({ preventScroll: true })
    }
    document.addEventListener('click', pressed)
    return () => document.removeEventListener('click', pressed)
  }, [canvas])
}

const writesText = (element: Element | null) =>
  element?.matches('input, textarea, [contenteditable]') ?? false
