import type { CommandKind } from './CommandKind.ts'
import { type Bindings, type PresetName, presetNames, presets } from './presets.ts'

export interface KeyChoice {
  readonly preset: PresetName
  /** What the person changed, on top of the preset. */
  readonly own: Bindings
}

const KEY = 'loco-keys'
const FIRST: KeyChoice = { preset: 'loco', own: {} }

/** What was chosen on this machine; anything unreadable counts as nothing chosen. */
export function keptChoice(): KeyChoice {
  try {
    const kept = JSON.parse(localStorage.getItem(KEY) ?? 'null') as Partial<KeyChoice> | null
    const preset = presetNames.find((name) => name === kept?.preset)
    return preset ? { preset, own: kept?.own ?? {} } : FIRST
  } catch {
    return FIRST
  }
}

export function keepChoice(choice: KeyChoice): void {
  localStorage.setItem(KEY, JSON.stringify(choice))
}

/** The chords of a command under a choice. */
export const keysOf = ({ id, keys }: CommandKind, { preset, own }: KeyChoice): readonly string[] =>
  own[id] ?? presets[preset][id] ?? keys

/** Other commands that one of these chords does already, in the same mode. */
export const conflictsOf = (
  kinds: readonly CommandKind[],
  choice: KeyChoice,
  command: string,
  chords: readonly string[],
): CommandKind[] =>
  kinds.filter(
    (kind) =>
      kind.id !== command &&
      kind.mode === kinds.find(({ id }) => id === command)?.mode &&
      keysOf(kind, choice).some((chord) => chords.includes(chord)),
  )

/**
 * A command with other chords; whoever had one of them loses it, so that a key always does one thing.
 */
export function rebound(
  kinds: readonly CommandKind[],
  choice: KeyChoice,
  command: string,
  chords: readonly string[],
): KeyChoice {
  const taken = conflictsOf(kinds, choice, command, chords).map((kind) => [
    kind.id,
    keysOf(kind, choice).filter((chord) => !chords.includes(chord)),
  ])
  return { ...choice, own: { ...choice.own, ...Object.fromEntries(taken), [command]: chords } }
}
