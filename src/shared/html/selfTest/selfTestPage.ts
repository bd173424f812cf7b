import type { Checked, SelfTestReport } from '../../contract/selfTest.ts'
import { wordsOf } from '../../reasons/wordsOf.ts'
import { headedTable, htmlPage, list, part, table } from '../htmlPage.ts'
import de from './de.json' with { type: 'json' }
import en from './en.json' with { type: 'json' }
import fr from './fr.json' with { type: 'json' }
import zh from './zh.json' with { type: 'json' }

type Words = Readonly<Record<string, string>>
/** A new language is its file and a line here. */
const languages: Readonly<Record<string, Words>> = { en, zh, de, fr }

/** A terminal's language may be one that has no words here. */
const known = (language: string) => (language in languages ? language : 'en')

/** Words of the test in a language, with what was seen in their gaps. */
function word(language: string, key: string, values: Readonly<Record<string, string | number>> = {}): string {
  const words: Words = languages[known(language)] ?? en
  const count = values['count']
  const form = typeof count === 'number' ? `_${new Intl.PluralRules(known(language)).select(count)}` : ''
  const text = words[`${key}${form}`] ?? words[`${key}_other`] ?? words[key] ?? key
  return text.replace(/\{\{(\w+)\}\}/g, (_, name: string) => String(values[name] ?? '–'))
}

const countOf = (checks: readonly Checked[], state: Checked['state']) =>
  checks.filter((one) => one.state === state).length

/** What the test came to, in a sentence or two. */
export function selfTestSum({ checks }: SelfTestReport, language: string): string[] {
  const [failed, skipped] = [countOf(checks, 'failed'), countOf(checks, 'skipped')]
  return [
    failed === 0 ? word(language, 'passed') : word(language, 'failed', { count: failed }),
    ...(skipped === 0 ? [] : [word(language, 'skipped', { count: skipped })]),
  ]
}

/** One check in words: what was tried, what came of it, and what was seen or why not. */
export function checkInWords({ name, state, seen, reason }: Checked, language: string) {
  return {
    what: word(language, `check.${name}`),
    came: word(language, `state.${state}`),
    seen: reason ? wordsOf(reason, known(language)) : word(language, `seen.${name}`, seen),
  }
}

/** What the page is called in a language. */
export const selfTestTitle = (language: string): string => word(language, 'title')

/**
 * A test of this installation as one HTML file that needs nothing else, for whoever runs the computers: in the language of
 * whoever made it, and once more in English, since who reads it may sit elsewhere.
 */
export function selfTestPage(report: SelfTestReport, language: string): string {
  const first = known(language)
  const body = [
    bodyIn(report, first),
    ...(first === 'en' ? [] : [part(word('en', 'title'), bodyIn(report, 'en'))]),
  ]
  return htmlPage({
    title: word(first, 'title'),
    study: report.platform,
    language: first,
    version: report.version,
    body: body.join(''),
  })
}

function bodyIn(report: SelfTestReport, language: string): string {
  const w = (key: string) => word(language, key)
  const seconds = (value: number) => `${value.toFixed(1)}\u00a0s`
  const rows = report.checks.map((check) => {
    const { what, came, seen } = checkInWords(check, language)
    return [what, came, seen, check.state === 'skipped' ? '–' : seconds(check.seconds)]
  })
  const made = new Date(report.at).toLocaleString(language, { dateStyle: 'medium', timeStyle: 'short' })
  return [
    list(selfTestSum(report, language)),
    headedTable(['head.what', 'head.came', 'head.seen', 'head.seconds'].map(w), rows),
    part(
      w('installation'),
      table([
        [w('version'), report.version],
        [w('platform'), report.platform],
        [w('made'), made],
        [w('took'), seconds(report.seconds)],
      ]),
    ),
    list([w('privacy')]),
  ].join('')
}
