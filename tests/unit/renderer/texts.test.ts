import { readdirSync, readFileSync } from 'node:fs'
import { join } from 'node:path'
import { describe, expect, it } from 'vitest'
import en from '../../../src/renderer/app/texts/en.json' with { type: 'json' }
import zh from '../../../src/renderer/app/texts/zh.json' with { type: 'json' }
import { project } from '../../support/places.ts'

interface Texts {
  readonly [key: string]: string | Texts
}

/** Every text with the path it is asked for by. */
function flat(texts: Texts, path = ''): Map<string, string> {
  const found = new Map<string, string>()
  for (const [key, value] of Object.entries(texts)) {
    const here = path === '' ? key : `${path}.${key}`
    if (typeof value === 'string') found.set(here, value)
    else for (const [inner, text] of flat(value, here)) found.set(inner, text)
  }
  return found
}

const gaps = (text: string) => [...text.matchAll(/\{\{(\w+)\}\}/g)].map(([, name]) => name).sort()

describe('Chinese', () => {
  const english = flat(en)
  const chinese = flat(zh)

  it('has every text of English, and no other', () => {
    // Chinese has one form of plural, which stands under "other".
    const wanted = [...english.keys()].filter((key) => !key.endsWith('_one'))
    expect([...chinese.keys()].sort()).toEqual(wanted.sort())
  })

  it('names the same values in each', () => {
    for (const [key, text] of chinese) expect(gaps(text), key).toEqual(gaps(english.get(key) ?? ''))
  })
})

describe('the texts that screens ask for', () => {
  it('are all there', () => {
    const folder = join(project, 'src/renderer')
    const files = (readdirSync(folder, { recursive: true }) as string[]).filter((file) =>
      /\.tsx?$/.test(file),
    )
    const asked = files.flatMap((file) =>
      [...readFileSync(join(folder, file), 'utf8').matchAll(/\bt\(\s*'([\w.]+)'/g)].map(
        ([, key]) => key ?? '',
      ),
    )
    expect(asked.length).toBeGreaterThan(150)
    const known = flat(en)
    const missing = asked.filter((key) => !known.has(key) && !known.has(`${key}_other`))
    expect(missing).toEqual([])
  })
})
