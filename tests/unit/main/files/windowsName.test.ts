import { expect, it } from 'vitest'
import { isOddOnWindows, nameForWindows } from '../../../../src/main/files/windowsName.ts'

it.each([
  ['CON', '_CON'],
  ['nul.png', '_nul.png'],
  ['Aux .txt', '_Aux .txt'],
  ['com1', '_com1'],
  ['LPT².tar.gz', '_LPT².tar.gz'],
  ['P00001.', 'P00001_'],
  ['frame 7  ', 'frame 7__'],
  ['09:15 cords?.png', '09_15 cords_.png'],
])('gives what Windows would not keep as %j the name %j', (name, kept) => {
  expect(isOddOnWindows(name)).toBe(true)
  expect(nameForWindows(name)).toBe(kept)
  expect(isOddOnWindows(kept)).toBe(false)
})

it.each(['console.png', 'com10.png', 'nullify', '.hidden', 'Müller 声带.png', 'P00001-1-3'])(
  'leaves %j as it is',
  (name) => {
    expect(isOddOnWindows(name)).toBe(false)
    expect(nameForWindows(name)).toBe(name)
  },
)
