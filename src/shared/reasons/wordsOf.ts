import type { Reason } from './index.ts'
import de from './words/de.json' with { type: 'json' }
import en from './words/en.json' with { type: 'json' }
import fr from './words/fr.json' with { type: 'json' }
import zh from './words/zh.json' with { type: 'json' }

type Words = Readonly<Record<string, string>>

/** Words for every reason, by language. A new language is its file and a line here. */
const languages: Readonly<Record<string, Words>> = { en, zh, de, fr }

/** Letters of a name or a path that are shown: one may be longer than a sentence can hold. */
const LONGEST = 240
const MOMENT = /^\d{4}-\d\d-\d\dT\d\d:\d\d/

/**
 * A reason in words: what happened and what to do, in one or two sentences. English where a language is not known.
 * `classNamed` says what a class of that name is called in it.
 */
export function wordsOf(
  { name, values }: Reason,
  language: string,
  classNamed: (name: string) => string = (name) => name,
): string {
  const known = language in languages ? language : 'en'
  const words: Words = languages[known] ?? en
  const { count } = values as { count?: number }
  const form = count === undefined ? '' : `_${new Intl.PluralRules(known).select(count)}`
  const text = words[`${name}${form}`] ?? words[`${name}_other`] ?? words[name] ?? name
  return text.replace(/\{\{(\w+)\}\}/g, (_, key: string) => {
    const value = (values as Readonly<Record<string, unknown>>)[key]
    return shown(key === 'class' && typeof value === 'string' ? classNamed(value) : value, known)
  })
}

function shown(value: unknown, language: string): string {
  if (typeof value === 'number')
    return new Intl.NumberFormat(language, { maximumFractionDigits: 1, useGrouping: false }).format(value)
  if (Array.isArray(value)) return value.join(language === 'zh' ? '、' : ', ')
  if (typeof value === 'string' && MOMENT.test(value))
    return new Date(value).toLocaleString(language, { dateStyle: 'medium', timeStyle: 'short' })
  const text = String(value)
  return text.length > LONGEST ? `${text.slice(0, LONGEST / 2)}…${text.slice(-LONGEST / 2)}` : text
}
