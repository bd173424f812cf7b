import { expect, it } from 'vitest'
import { loggedError } from '../../../../src/shared/reasons/logged.ts'
import { deskQuestion } from '../../../../src/shared/shell/desk.ts'

const isTaken = (question: unknown) => deskQuestion.safeParse(question).success

it('takes of a page error its kind and place, and no text', () => {
  const error = new TypeError('Frau Müller is undefined')
  error.stack = 'TypeError: Frau Müller\n    at draw (app://loco/assets/index-Bk_1.js:12:3456)'
  const told = loggedError(error)
  expect(told).toEqual({ kind: 'TypeError', at: ['draw index-Bk_1.js:12:3456'] })
  expect(isTaken({ kind: 'broke', error: told })).toBe(true)
  expect(isTaken({ kind: 'broke', error: { ...told, kind: 'Frau Müller' } })).toBe(false)
  expect(isTaken({ kind: 'broke', error: { ...told, at: ['/data/Müller/a.jpg'] } })).toBe(false)
})

it('takes no menu that does anything but commands, studies and what it lists of the system', () => {
  const menu = (entry: unknown) => ({
    kind: 'menu',
    isDark: true,
    menu: [{ label: 'File', entries: [entry] }],
  })
  expect(isTaken(menu({ kind: 'command', id: 'app.about', label: 'About', enabled: true }))).toBe(true)
  expect(isTaken(menu({ kind: 'role', role: 'quit', label: 'Quit' }))).toBe(true)
  expect(isTaken(menu({ kind: 'role', role: 'toggleDevTools', label: 'x' }))).toBe(false)
  expect(isTaken(menu({ kind: 'command', id: 'a', label: 'x'.repeat(301), enabled: true }))).toBe(false)
  expect(isTaken({ kind: 'openPath', path: '/etc/passwd' })).toBe(false)
})
