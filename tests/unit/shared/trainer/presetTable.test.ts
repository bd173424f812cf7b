import { readFileSync } from 'node:fs'
import { join } from 'node:path'
import { expect, it } from 'vitest'
import { methodKinds } from '../../../../src/shared/trainer/methods/index.ts'
import { preset } from '../../../../src/shared/trainer/parts/round.ts'
import { settingsFrom } from '../../../../src/shared/trainer/presets.ts'
import { project } from '../../../support/places.ts'

const HEAD = '| method | setting | `paper` | `code` | `cpu` |\n|---|---|---|---|---|\n'
const shown = ['paper', 'code', 'cpu'] as const

/** Every setting by its path. */
const settingsBelow = (value: unknown, path = ''): (readonly [string, string])[] =>
  typeof value === 'object' && value !== null
    ? Object.entries(value).flatMap(([key, below]) => settingsBelow(below, path ? `${path}.${key}` : key))
    : [[path, String(value)]]

/** What a preset says to a method otherwise than the others do: rows of the table. */
function rowsOf(method: (typeof methodKinds)[number]['name']): string[] {
  const [paper, ...others] = shown.map((name) => new Map(settingsBelow(settingsFrom(name, { method }))))
  return [...(paper ?? [])]
    .filter(([path, value]) => path !== 'preset' && others.some((other) => other.get(path) !== value))
    .map(([path, value]) => {
      const values = [value, ...others.map((other) => other.get(path))]
      return `| ${method} | ${path.replace(`${method}.`, '')} | ${values.join(' | ')} |`
    })
}

it('the table of presets says all that differs between them, method by method', () => {
  expect(new Set(preset.options)).toEqual(new Set(shown))
  const page = readFileSync(join(project, 'src/shared/trainer/methods/README.md'), 'utf8')
  const [, table = ''] = page.split(HEAD)
  expect(table.trimEnd().split('\n')).toEqual(methodKinds.flatMap(({ name }) => rowsOf(name)))
})
