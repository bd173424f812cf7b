import { readdirSync, readFileSync } from 'node:fs'
import { join } from 'node:path'
import ts from 'typescript'
import { describe, expect, it } from 'vitest'
import { ExportService } from '../../../src/main/engine/export/ExportService.ts'
import { screens } from '../../../src/renderer/app/screens.ts'
import de from '../../../src/renderer/app/texts/de.json' with { type: 'json' }
import en from '../../../src/renderer/app/texts/en.json' with { type: 'json' }
import fr from '../../../src/renderer/app/texts/fr.json' with { type: 'json' }
import zh from '../../../src/renderer/app/texts/zh.json' with { type: 'json' }
import { roles } from '../../../src/shared/domain/roles.ts'
import { methodKinds } from '../../../src/shared/trainer/methods/index.ts'
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

describe.each([
  ['Chinese', 'zh', zh],
  ['German', 'de', de],
  ['French', 'fr', fr],
])('%s', (_, language, words) => {
  const english = flat(en)
  const texts = flat(words)

  it('has every text of English in each form of plural that it has, and no other', () => {
    // Chinese has one form, which stands under "other".
    const { pluralCategories } = new Intl.PluralRules(language).resolvedOptions()
    const wanted = [...english.keys()].filter(
      (key) => pluralCategories.includes('one') || !key.endsWith('_one'),
    )
    expect([...texts.keys()].sort()).toEqual(wanted.sort())
  })

  it('names the same values in each', () => {
    for (const [key, text] of texts) expect(gaps(text), key).toEqual(gaps(english.get(key) ?? ''))
  })
})

describe('German', () => {
  it('quotes as German does', () => {
    for (const [key, text] of flat(de)) expect(text, key).not.toMatch(/["“](?=\p{L}|\{)|”/u)
  })
})

describe('French', () => {
  it('quotes as French does, and keeps its signs with the word before', () => {
    for (const [key, text] of flat(fr)) {
      expect(text, key).not.toMatch(/["“”']/u)
      expect(text, key).not.toMatch(/[ \u00a0][:;?!%»]|«(?!\u202f)/u)
    }
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

  it('name every screen, every role, every format and every method, which stand in lists', () => {
    const known = flat(en)
    const asked = [
      ...screens.map(({ id }) => `app.${id}`),
      ...Object.keys(roles).flatMap((role) => [`people.role.${role}`, `people.roleText.${role}`]),
      ...ExportService.formats.map((name) => `study.formats.${name}`),
      ...methodKinds.flatMap(({ name }) => ['name', 'choice', 'means'].map((of) => `train.${of}.${name}`)),
    ]
    expect(asked.filter((key) => !known.has(key))).toEqual([])
  })
})

/** Attributes that people read or hear. */
const READ = new Set([
  'label',
  'title',
  'placeholder',
  'alt',
  'aria-label',
  'description',
  'thumbLabel',
  'error',
])
const hasWords = (text: string) => /\p{L}{2,}/u.test(text)
/** Units and names stand for themselves in every language. */
const NEUTRAL = /^(px|LoCo Studio)$/

describe('the screens', () => {
  it('hold no text of their own: every word comes from the language files', () => {
    const folder = join(project, 'src/renderer')
    const files = (readdirSync(folder, { recursive: true }) as string[]).filter((file) =>
      file.endsWith('.tsx'),
    )
    expect(files.length).toBeGreaterThan(40)
    const stray = files.flatMap((file) => {
      const source = ts.createSourceFile(
        file,
        readFileSync(join(folder, file), 'utf8'),
        ts.ScriptTarget.Latest,
        true,
        ts.ScriptKind.TSX,
      )
      const found: string[] = []
      const look = (node: ts.Node): void => {
        const text = strayIn(node)
        if (text && hasWords(text) && !NEUTRAL.test(text.trim())) found.push(`${file}: ${text.trim()}`)
        ts.forEachChild(node, look)
      }
      look(source)
      return found
    })
    expect(stray).toEqual([])
  })

  it('would be caught if they did', () => {
    const texts = (code: string) => {
      const found: string[] = []
      const look = (node: ts.Node): void => {
        const text = strayIn(node)
        if (text && hasWords(text)) found.push(text.trim())
        ts.forEachChild(node, look)
      }
      look(ts.createSourceFile('x.tsx', code, ts.ScriptTarget.Latest, true, ts.ScriptKind.TSX))
      return found
    }
    expect(texts('<Text fz="sm">Save now</Text>')).toEqual(['Save now'])
    expect(texts('<Button aria-label="Close" />')).toEqual(['Close'])
    expect(texts("<b>{on ? 'On now' : t('off')}</b>")).toEqual(['On now'])
    expect(texts('<b className="quiet">{t(\'some.key\')}</b>')).toEqual([])
  })
})

/** What a piece of a screen would show as it stands in the code. */
function strayIn(node: ts.Node): string | undefined {
  if (ts.isJsxText(node)) return node.text
  if (!ts.isStringLiteral(node) && !ts.isNoSubstitutionTemplateLiteral(node)) return undefined
  const { parent } = node
  if (ts.isJsxAttribute(parent)) return READ.has(parent.name.getText()) ? node.text : undefined
  // A choice between two texts, inside a tag.
  if (ts.isConditionalExpression(parent) && parent.condition !== node)
    return ts.isJsxExpression(parent.parent) && !ts.isJsxAttribute(parent.parent.parent)
      ? node.text
      : undefined
  return undefined
}
