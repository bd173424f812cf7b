import { describe, expect, it } from 'vitest'
import { commandKinds } from '../../../src/renderer/app/commandKinds.ts'
import en from '../../../src/renderer/app/texts/en.json' with { type: 'json' }
import { conflictsOf, keysOf, rebound } from '../../../src/renderer/keyboard/bindings.ts'
import { chordOf } from '../../../src/renderer/keyboard/chord.ts'
import { presetNames } from '../../../src/renderer/keyboard/presets.ts'

const press = (key: string, held: Partial<Record<'ctrlKey' | 'shiftKey' | 'altKey', boolean>> = {}) =>
  chordOf({ key, ctrlKey: false, metaKey: false, shiftKey: false, altKey: false, ...held })

const textOf = (path: string): unknown =>
  path.split('.').reduce<unknown>((texts, name) => (texts as Record<string, unknown> | undefined)?.[name], en)

describe('the list of commands', () => {
  it('names each once, in words that are there', () => {
    expect(new Set(commandKinds.map(({ id }) => id)).size).toBe(commandKinds.length)
    for (const { id, text } of commandKinds) expect(textOf(text ?? `commands.${id}`), id).toBeTypeOf('string')
  })

  it.each(presetNames)('gives no key two meanings in the keys of %s', (preset) => {
    // In a mode its own keys come first.
    for (const mode of new Set(commandKinds.map((kind) => kind.mode))) {
      const chords = commandKinds
        .filter((kind) => kind.mode === mode)
        .flatMap((kind) => keysOf(kind, { preset, own: {} }))
      expect(
        chords.filter((chord, i) => chords.indexOf(chord) !== i),
        mode,
      ).toEqual([])
    }
  })
})

describe('a key of one’s own', () => {
  const choice = { preset: 'loco', own: {} } as const

  it('is told to be taken, and taking it leaves the other without', () => {
    expect(conflictsOf(commandKinds, choice, 'clean.holes', ['W']).map(({ id }) => id)).toEqual(['tool.wand'])
    const after = rebound(commandKinds, choice, 'clean.holes', ['W'])
    const keys = (id: string) =>
      keysOf(commandKinds.find((kind) => kind.id === id) ?? { id, group: 'app', keys: [] }, after)
    expect(keys('clean.holes')).toEqual(['W'])
    expect(keys('tool.wand')).toEqual([])
    expect(conflictsOf(commandKinds, after, 'clean.holes', ['W'])).toEqual([])
  })

  it('is written as people write it, however a keyboard makes its signs', () => {
    expect(press('b')).toBe('B')
    expect(press('Z', { ctrlKey: true, shiftKey: true })).toBe('Ctrl+Shift+Z')
    expect(press('}', { shiftKey: true })).toBe('}')
    expect(press(']', { altKey: true })).toBe(']')
    expect(press(' ')).toBe('Space')
    expect(press('Alt', { altKey: true })).toBe('Alt')
    expect(press('+', { ctrlKey: true, shiftKey: true })).toBe('Ctrl++')
  })
})
