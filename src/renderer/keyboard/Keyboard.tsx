import {
  createContext,
  type ReactNode,
  useContext,
  useEffect,
  useLayoutEffect,
  useMemo,
  useRef,
  useState,
} from 'react'
import { type KeyChoice, keepChoice, keptChoice, keysOf } from './bindings.ts'
import type { CommandKind, Handlers } from './CommandKind.ts'
import { belongsToFocus, chordOf } from './chord.ts'
import { HandlerStack } from './HandlerStack.ts'

interface KeyboardState {
  readonly kinds: readonly CommandKind[]
  readonly choice: KeyChoice
  choose(choice: KeyChoice): void
  /** Chords of a command by its id, for tooltips. */
  keys(id: string): readonly string[]
  /** Commands that can be done now. */
  available(): readonly CommandKind[]
  run(id: string): void
  register(handlers: { readonly current: Handlers }): () => void
  /** To be called when handlers that were registered have become others. */
  changed(): void
  /** Hears whenever other commands may be available; returns what ends it. */
  onChange(listener: () => void): () => void
}

const KeyboardContext = createContext<KeyboardState | undefined>(undefined)

export function useKeyboard(): KeyboardState {
  const keyboard = useContext(KeyboardContext)
  if (!keyboard) throw new Error('useKeyboard needs a Keyboard above it.')
  return keyboard
}

/** Makes commands do something for as long as the component is shown. */
export function useCommands(handlers: Handlers): void {
  const { register, changed } = useKeyboard()
  const current = useRef(handlers)
  useLayoutEffect(() => {
    current.current = handlers
    changed()
  })
  useEffect(() => register(current), [register])
}

/** Listens to the keys and runs what they stand for. */
export function Keyboard({ kinds, children }: { kinds: readonly CommandKind[]; children: ReactNode }) {
  const [choice, setChoice] = useState(keptChoice)
  const [handlers] = useState(() => new HandlerStack())
  const byChord = useMemo(() => kindsByChord(kinds, choice), [kinds, choice])
  const state = useMemo((): KeyboardState => {
    const find = (id: string) => kinds.find((kind) => kind.id === id)
    return {
      kinds,
      choice,
      choose(next) {
        keepChoice(next)
        setChoice(next)
      },
      keys(id) {
        const kind = find(id)
        return kind ? keysOf(kind, choice) : []
      },
      available: () => kinds.filter(({ id, held }) => !held && handlers.of(id) !== undefined),
      run: (id) => handlers.run(id),
      register: (added) => handlers.add(added),
      changed: () => handlers.changed(),
      onChange: (listener) => handlers.onChange(listener),
    }
  }, [kinds, choice, handlers])

  useEffect(() => {
    /** Held commands by the key that began them. */
    const holding = new Map<string, () => void>()
    const down = (event: KeyboardEvent) => {
      const kind = byChord.get(chordOf(event))?.find(({ id }) => handlers.of(id) !== undefined)
      const handler = kind && handlers.of(kind.id)
      if (!handler || belongsToFocus(event)) return
      event.preventDefault()
      if (typeof handler === 'function') handler()
      else if (!holding.has(event.code)) {
        holding.set(event.code, handler.up)
        handler.down()
      }
    }
    const up = (event: KeyboardEvent) => {
      holding.get(event.code)?.()
      holding.delete(event.code)
    }
    /** A key that goes up while another window has the keyboard is never heard of. */
    const letGo = () => {
      for (const end of holding.values()) end()
      holding.clear()
    }
    window.addEventListener('keydown', down)
    window.addEventListener('keyup', up)
    window.addEventListener('blur', letGo)
    return () => {
      window.removeEventListener('keydown', down)
      window.removeEventListener('keyup', up)
      window.removeEventListener('blur', letGo)
    }
  }, [byChord, handlers])

  return <KeyboardContext value={state}>{children}</KeyboardContext>
}

/** What each chord may do; a mode's commands come first. */
function kindsByChord(kinds: readonly CommandKind[], choice: KeyChoice): Map<string, CommandKind[]> {
  const found = new Map<string, CommandKind[]>()
  for (const kind of [...kinds].sort((a, b) => Number(b.mode !== undefined) - Number(a.mode !== undefined)))
    for (const chord of keysOf(kind, choice)) found.set(chord, [...(found.get(chord) ?? []), kind])
  return found
}
