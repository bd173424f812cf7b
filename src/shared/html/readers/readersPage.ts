import type { ReaderReport } from '../../contract/agreement.ts'
import { kappaWord } from '../../domain/agreement/kappa.ts'
import { escaped } from '../escaped.ts'
import { headedTable, htmlPage, list, part } from '../htmlPage.ts'
import de from './de.json' with { type: 'json' }
import en from './en.json' with { type: 'json' }
import fr from './fr.json' with { type: 'json' }
import zh from './zh.json' with { type: 'json' }

type Words = Readonly<Record<string, string>>
/** A new language is its file and a line here. */
const languages: Readonly<Record<string, Words>> = { en, zh, de, fr }
const wordsIn = (language: string): Words => languages[language] ?? en

interface Page {
  readonly report: ReaderReport
  readonly study: string
  readonly language: string
  /** Of LoCo Studio. */
  readonly version: string
}

/** What the report is called in a language. */
export const readersTitle = (language: string): string => wordsIn(language)['title'] ?? ''

/** What readers did and how alike they are, as one HTML file that needs nothing else. It names no patient and no frame. */
export function readersPage({ report, study, version, ...page }: Page): string {
  // A terminal's may be one that no calendar knows.
  const language = page.language in languages ? page.language : 'en'
  const w = (key: string): string => wordsIn(language)[key] ?? key
  const { readers, pairs } = report
  const days = (at: string) => new Date(at).toLocaleDateString(language, { dateStyle: 'medium' })
  const range =
    report.from === null && report.to === null
      ? w('always')
      : w('range')
          .replace('{{from}}', report.from === null ? '…' : days(report.from))
          .replace('{{to}}', report.to === null ? '…' : days(report.to))
  const head = (...keys: string[]) => keys.map(w)
  const figure = (value: number | null) => (value === null ? '–' : value.toFixed(2))
  const body = [
    `${list([range])}${readers.length === 0 ? list([w('nobody')]) : ''}`,
    part(
      w('work'),
      headedTable(
        head('reader', 'frames', 'minutes', 'lesions', 'returned'),
        readers.map(({ reader, frames, minutes, lesions, returned }) =>
          [reader, frames, Math.round(minutes), lesions, sumOf(returned)].map(String),
        ),
      ),
    ),
    part(
      w('alike'),
      headedTable(
        head('pair', 'together', 'dice', 'surface', 'kappa'),
        pairs.map(({ readers: [one, other], frames, dice, surface, kappa }) => [
          `${one} · ${other}`,
          String(frames),
          figure(dice),
          figure(surface),
          kappa === null ? '–' : `${figure(kappa)} ${w(kappaWord(kappa))}`,
        ]),
      ),
    ),
    part(
      w('models'),
      headedTable(
        head('reader', 'taken', 'same', 'beside', 'kept'),
        readers
          .filter(({ taken, beside }) => taken + beside > 0)
          .map(({ reader, taken, same, beside, kept }) => [
            ...[reader, taken, same, beside].map(String),
            figure(kept),
          ]),
      ),
    ),
    part(
      w('why'),
      headedTable(
        head('reader', 'reason', 'count'),
        readers.flatMap(({ reader, returned }) =>
          returned.map(({ reason, masks }) => [
            reader,
            reason === null ? w('noReason') : w(reason),
            String(masks),
          ]),
        ),
      ),
    ),
    `<p class="quiet">${escaped(w('notes'))}</p>`,
  ].join('')
  return htmlPage({ title: w('title'), study, language, version, body })
}

const sumOf = (returned: readonly { readonly masks: number }[]) =>
  returned.reduce((sum, { masks }) => sum + masks, 0)
