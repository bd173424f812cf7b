type Press = Pick<KeyboardEvent, 'key' | 'ctrlKey' | 'metaKey' | 'shiftKey' | 'altKey'>

const NAMES: Readonly<Record<string, string>> = { ' ': 'Space' }

/**
 * A key press as text: "B", "Ctrl+Shift+Z", "}". Signs stand for themselves, however a keyboard makes them; so
 * Shift is named with letters and named keys only.
 */
export function chordOf({ key, ctrlKey, metaKey, shiftKey, altKey }: Press): string {
  const isSign = key.length === 1 && key.toLowerCase() === key.toUpperCase() && key !== ' '
  const name = NAMES[key] ?? (key.length === 1 ? key.toUpperCase() : key)
  if (['Control', 'Meta', 'Shift', 'Alt'].includes(name)) return name
  const parts = [
    ctrlKey || metaKey ? 'Ctrl' : '',
    altKey && !isSign ? 'Alt' : '',
    shiftKey && !isSign ? 'Shift' : '',
    name,
  ]
  return parts.filter((part) => part !== '').join('+')
}

const SHOWN: Readonly<Record<string, string>> = {
  ArrowLeft: '←',
  ArrowRight: '→',
  ArrowUp: '↑',
  ArrowDown: '↓',
  Escape: 'Esc',
  '{': 'Shift+[',
  '}': 'Shift+]',
  PageUp: 'PgUp',
  PageDown: 'PgDn',
}

/** A chord as people read it. */
export const shownChord = (chord: string): string =>
  SHOWN[chord] ??
  chord
    .split('+')
    .map((part) => SHOWN[part] ?? part)
    .join('+')

/** Whether a key press belongs to what has the focus: text fields take letters, buttons are pressed. */
export function belongsToFocus({ key, ctrlKey, metaKey, target }: KeyboardEvent): boolean {
  if (!(target instanceof HTMLElement)) return false
  const withControl = ctrlKey || metaKey
  const writes =
    target.isContentEditable ||
    target instanceof HTMLTextAreaElement ||
    (target instanceof HTMLInputElement && !['checkbox', 'radio', 'range'].includes(target.type))
  if (writes) return !(withControl && key.toLowerCase() === 'k') && !/^F\d+$/.test(key)
  if (target instanceof HTMLSelectElement)
    return !withControl && /^Arrow|^Home$|^End$|^Enter$|^ $|^Escape$/.test(key)
  const pressed = target.closest('button, a, input, [role="menuitem"], [role="radio"], [role="option"]')
  if (pressed && !withControl && (key === 'Enter' || key === ' ')) return true
  const slides = target.closest(
    '[role="slider"], [role="radio"], [role="menu"], [role="listbox"], [role="dialog"]',
  )
  return (
    slides !== null && !withControl && (/^Arrow|^Home$|^End$|^Escape$|^Tab$/.test(key) || isInDialog(target))
  )
}

/** A dialog keeps all single keys to itself. */
const isInDialog = (target: HTMLElement) => target.closest('[role="dialog"]') !== null
