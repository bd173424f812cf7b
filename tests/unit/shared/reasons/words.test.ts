import { readdirSync, readFileSync } from 'node:fs'
import { join } from 'node:path'
import { describe, expect, it } from 'vitest'
import * as z from 'zod'
import { Failure, failureCodes } from '../../../../src/shared/contract/failure.ts'
import { reason, reasonFrom, reasons } from '../../../../src/shared/reasons/index.ts'
import { Refused, reasonOf } from '../../../../src/shared/reasons/Refused.ts'
import de from '../../../../src/shared/reasons/words/de.json' with { type: 'json' }
import en from '../../../../src/shared/reasons/words/en.json' with { type: 'json' }
import fr from '../../../../src/shared/reasons/words/fr.json' with { type: 'json' }
import zh from '../../../../src/shared/reasons/words/zh.json' with { type: 'json' }
import { wordsOf } from '../../../../src/shared/reasons/wordsOf.ts'
import { project } from '../../../support/places.ts'

const languages: Readonly<Record<string, Readonly<Record<string, string>>>> = { en, zh, de, fr }
const table = Object.entries(reasons)
/** The forms of a reason's words in a language: one for each of its plurals where it counts something. */
const forms = (name: string, values: z.ZodObject, language: string) =>
  'count' in values.shape
    ? new Intl.PluralRules(language).resolvedOptions().pluralCategories.map((form) => `${name}_${form}`)
    : [name]

describe('the words of reasons', () => {
  it('are there in every language for every reason, and for nothing else', () => {
    for (const [language, words] of Object.entries(languages)) {
      const wanted = table.flatMap(([name, { values }]) => forms(name, values, language))
      expect(Object.keys(words).sort(), language).toEqual(wanted.sort())
    }
  })

  it('name exactly the values that a reason has', () => {
    for (const [language, words] of Object.entries(languages))
      for (const [name, { values }] of table)
        for (const form of forms(name, values, language)) {
          const named = [...(words[form] ?? '').matchAll(/\{\{(\w+)\}\}/g)].map(([, key]) => key)
          const known = Object.keys(values.shape).filter((key) => key !== 'count' || named.includes(key))
          expect([...new Set(named)].sort(), `${language} ${form}`).toEqual(known.sort())
        }
  })

  it('are sentences that end, and Chinese ones are Chinese', () => {
    for (const [key, text] of Object.entries(en))
      if (key !== 'plain') expect(text, key).toMatch(/^[A-Z"{-].*[.)]$/)
    for (const [key, text] of Object.entries(de))
      if (key !== 'plain') expect(text, key).toMatch(/^[A-ZÄÖÜ„{-].*[.)]$/)
    for (const [key, text] of Object.entries(fr))
      if (key !== 'plain') expect(text, key).toMatch(/^[A-ZÀÉ«{-].*[.)]$/)
    for (const [key, text] of Object.entries(zh))
      if (key !== 'plain') expect(text, key).toMatch(/\p{Script=Han}.*[。)]$/u)
  })

  it('call a class by its name in the language', () => {
    const missing = reasonOf('classNotLabelled', { class: 'malignant' })
    expect(wordsOf(missing, 'zh', (name) => (name === 'malignant' ? '恶性' : name))).toContain('恶性')
    expect(wordsOf(missing, 'de', (name) => (name === 'malignant' ? 'bösartig' : name))).toContain(
      '„bösartig“',
    )
    expect(wordsOf(missing, 'fr', (name) => (name === 'malignant' ? 'malin' : name))).toContain(
      '«\u202fmalin\u202f»',
    )
    expect(wordsOf(missing, 'en')).toContain('malignant')
  })

  it('say the values, lists and numbers as the language does', () => {
    const several = reasonOf('patientsMoved', { count: 2, patients: ['P1', 'P2'] })
    expect(wordsOf(several, 'en')).toContain(
      '2 patients have changed between training and validation (P1, P2)',
    )
    expect(wordsOf(several, 'zh')).toContain('（P1、P2）')
    expect(wordsOf(several, 'de')).toMatch(/^2 Patienten haben .* \(P1, P2\)/)
    const one = reasonOf('patientsMoved', { count: 1, patients: ['P1'] })
    expect(wordsOf(one, 'en')).toMatch(/^A patient has changed/)
    expect(wordsOf(reasonOf('frameGone'), 'xx')).toBe(en.frameGone)
  })
})

describe('a reason', () => {
  it('crosses a boundary as it was, and is refused with other values', () => {
    const sent = reasonOf('noSuchModel', { model: 'abc' })
    expect(reason.parse(JSON.parse(JSON.stringify(sent)))).toEqual(sent)
    expect(() => reason.parse({ name: 'noSuchModel', values: { model: 3 } })).toThrow(z.ZodError)
    expect(() => reason.parse({ name: 'never heard', values: {} })).toThrow(z.ZodError)
  })

  it('that an older version kept as a sentence stays that sentence', () => {
    expect(wordsOf(reasonFrom('Paused after step 3: as you asked.'), 'zh')).toBe(
      'Paused after step 3: as you asked.',
    )
    expect(reasonFrom(JSON.stringify(reasonOf('studioStopped')))).toEqual(reasonOf('studioStopped'))
  })

  it('gives a failure its code', () => {
    expect(new Failure('changedElsewhere').code).toBe('STALE_REVISION')
    expect(new Failure('diskFull', {}, 'ENOSPC')).toMatchObject({ code: 'DISK_FULL', detail: 'ENOSPC' })
    expect(new Failure('diskFull', {}, new Error('ENOSPC: write'))).toHaveProperty('detail', 'ENOSPC: write')
    expect(new Failure('diskFull').detail).toBeUndefined()
    expect(new Failure('diskFull')).toBeInstanceOf(Refused)
    for (const [name, { code }] of table) if (code !== null) expect(failureCodes, name).toContain(code)
  })
})

describe('the code', () => {
  const folder = join(project, 'src')
  const files = (readdirSync(folder, { recursive: true }) as string[]).filter((file) => file.endsWith('.ts'))
  const source = files
    .filter((file) => !file.startsWith(join('shared', 'reasons')))
    .map((file) => readFileSync(join(folder, file), 'utf8'))
    .join('\n')

  it('uses every reason there is', () => {
    const unused = table.map(([name]) => name).filter((name) => !source.includes(`'${name}'`))
    expect(unused).toEqual([])
  })
})
