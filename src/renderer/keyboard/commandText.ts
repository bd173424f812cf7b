import type { TFunction } from 'i18next'
import type { CommandKind } from './CommandKind.ts'
import { shownChord } from './chord.ts'

/** A command's name in the language at hand. */
export const commandText = (t: TFunction, { id, text, values }: CommandKind): string =>
  t(text ?? `commands.${id}`, { ...values })

/** "Undo (Ctrl+Z)": a name with the first key that does it. */
export const withKey = (name: string, keys: readonly string[]): string =>
  keys[0] === undefined ? name : `${name} (${shownChord(keys[0])})`
