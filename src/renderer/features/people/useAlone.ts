import { type RefObject, useLayoutEffect } from 'react'

/**
 * As long as it is shown, nothing but this element is seen, read aloud or reached by key and pointer: whatever else stands on
 * the page, dialogs and messages too, keeps its state and waits.
 */
export function useAlone(element: RefObject<HTMLElement | null>): void {
  useLayoutEffect(() => {
    const own = element.current
    if (!own) return
    const hidden = new Map<HTMLElement, string>()
    const hideOthers = () => {
      for (const other of document.body.children) {
        if (!(other instanceof HTMLElement) || other.contains(own) || hidden.has(other)) continue
        hidden.set(other, other.style.visibility)
        other.style.visibility = 'hidden'
        other.inert = true
      }
    }
    hideOthers()
    const later = new MutationObserver(hideOthers)
    later.observe(document.body, { childList: true })
    // Commands listen on the window: no key gets there, neither from here nor from what has no focus.
    const keep = (event: KeyboardEvent) => event.stopPropagation()
    const outside = (event: KeyboardEvent) => {
      if (own.contains(event.target as Node)) return
      event.stopImmediatePropagation()
      if (event.key !== 'Tab') event.preventDefault()
    }
    const capture = { capture: true }
    own.addEventListener('keydown', keep)
    window.addEventListener('keydown', outside, capture)
    return () => {
      later.disconnect()
      own.removeEventListener('keydown', keep)
      window.removeEventListener('keydown', outside, capture)
      for (const [other, visibility] of hidden) {
        other.style.visibility = visibility
        other.inert = false
      }
    }
  }, [element])
}
