import { tools } from '../../editor/tools/index.ts'

/** What a key does in Annotate. */
export type Command =
  | { readonly kind: 'tool'; readonly tool: string }
  | { readonly kind: 'class'; readonly value: number }
  | { readonly kind: 'size'; readonly by: number }
  | { readonly kind: 'opacity'; readonly by: number }
  | { readonly kind: Act }

type Act =
  | 'undo'
  | 'redo'
  | 'next'
  | 'previous'
  | 'fit'
  | 'actual'
  | 'labels'
  | 'model'
  | 'finish'
  | 'cancel'
  | 'back'
  | 'repeat'

const PLAIN: Readonly<Record<string, Command>> = {
  ...Object.fromEntries(tools.map(({ id, key }) => [key, { kind: 'tool', tool: id } as const])),
  enter: { kind: 'finish' },
  escape: { kind: 'cancel' },
  backspace: { kind: 'back' },
  r: { kind: 'repeat' },
  '1': { kind: 'class', value: 0 },
  '2': { kind: 'class', value: 1 },
  '3': { kind: 'class', value: 2 },
  '0': { kind: 'class', value: 255 },
  '[': { kind: 'size', by: -1 },
  ']': { kind: 'size', by: 1 },
  '{': { kind: 'size', by: -10 },
  '}': { kind: 'size', by: 10 },
  ',': { kind: 'opacity', by: -0.05 },
  '.': { kind: 'opacity', by: 0.05 },
  f: { kind: 'next' },
  arrowright: { kind: 'next' },
  d: { kind: 'previous' },
  arrowleft: { kind: 'previous' },
  s: { kind: 'labels' },
  m: { kind: 'model' },
}

const WITH_CONTROL: Readonly<Record<string, Command>> = {
  z: { kind: 'undo' },
  y: { kind: 'redo' },
  '0': { kind: 'fit' },
  '1': { kind: 'actual' },
}

/** The command of a key press (UX.md, "Keys"); undefined for a key that means nothing or goes to a text field. */
export function commandOf(event: {
  key: string
  ctrlKey: boolean
  metaKey: boolean
  shiftKey: boolean
  target: EventTarget | null
}): Command | undefined {
  const target = event.target as { tagName?: string; isContentEditable?: boolean } | null
  if (target?.tagName === 'INPUT' || target?.tagName === 'TEXTAREA' || target?.isContentEditable)
    return undefined
  const key = event.key.toLowerCase()
  // A button that has the focus is pressed by Enter.
  if (key === 'enter' && target?.tagName === 'BUTTON') return undefined
  if (event.ctrlKey || event.metaKey) {
    if (key === 'z' && event.shiftKey) return { kind: 'redo' }
    return WITH_CONTROL[key]
  }
  return PLAIN[key]
}
