import type { TFunction } from 'i18next'
import type { LabelClass } from '../../../../shared/domain/labelClass.ts'
import { escaped } from '../../../../shared/html/escaped.ts'
import type { CardPart } from './cardParts.ts'
import { drawnParts } from './drawnParts.ts'
import type { CardPictures } from './readPictures.ts'

/** Everything that the page looks like; it is read on paper as well. */
const STYLE = `:root{color-scheme:light dark;--ink:#1c2430;--quiet:#566373;--line:#d9dee5;--ground:#fff}
@media(prefers-color-scheme:dark){:root{--ink:#e6eaf0;--quiet:#9eaaba;--line:#333d4a;--ground:#151a21}}
body{font:15px/1.5 system-ui,sans-serif;color:var(--ink);background:var(--ground);max-width:760px;margin:0 auto;padding:32px 24px 64px}
h1{font-size:24px;margin:0}h2{font-size:16px;margin:28px 0 8px}p{margin:4px 0}.lead{color:var(--quiet)}
table{border-collapse:collapse;width:100%;font-size:14px;font-variant-numeric:tabular-nums}
td{padding:5px 0;border-bottom:1px solid var(--line);vertical-align:top;overflow-wrap:anywhere;text-wrap:pretty}td:first-child{color:var(--quiet);width:38%;padding-right:16px}
ul{margin:0;padding-left:20px}pre{white-space:pre-wrap;font:inherit;margin:0}
svg{display:block;width:100%;height:auto}.grid{stroke:var(--line)}text{font-size:12px;fill:var(--quiet)}
.legend span{display:inline-block;margin-right:20px;font-size:14px}.legend i{display:inline-block;width:12px;height:12px;border-radius:3px;margin-right:8px}
.frames{display:grid;grid-template-columns:repeat(3,minmax(0,1fr));gap:12px;margin-top:8px}figure{margin:0;break-inside:avoid}figcaption{font-size:13px;color:var(--quiet);padding-top:4px}`

interface Card {
  readonly title: string
  readonly study: string
  readonly language: string
  readonly note: string
  readonly parts: readonly CardPart[]
  readonly classes: readonly LabelClass[]
  readonly pictures: CardPictures
}

/** A model's card as one HTML file that needs nothing else and names no patient. */
export function cardPage(t: TFunction, card: Card): string {
  const { title, study, language, note, parts, classes, pictures } = card
  const head = escaped(`${title} · ${study}`)
  const told = parts.map(
    ({ id, rows, lines }) => `<h2>${escaped(t(`card.part.${id}`))}</h2>${list(lines)}${table(rows)}`,
  )
  // What was learned from and what it came to stand first, then how it looks, then what few ask for.
  const sections = [...told.slice(0, 3), drawnParts(t, pictures, classes), ...told.slice(3)].join('')
  const written = note === '' ? '' : `<h2>${escaped(t('card.note'))}</h2><pre>${escaped(note)}</pre>`
  return [
    `<!doctype html><html lang="${escaped(language)}"><meta charset="utf-8">`,
    '<meta name="viewport" content="width=device-width, initial-scale=1">',
    `<title>${head}</title><style>${STYLE}</style>`,
    `<h1>${escaped(title)}</h1><p class="lead">${escaped(study)}</p>${sections}${written}</html>`,
  ].join('')
}

function list(lines: CardPart['lines']): string {
  if (lines.length < 2) return lines.map((line) => `<p>${escaped(line)}</p>`).join('')
  return `<ul>${lines.map((line) => `<li>${escaped(line)}</li>`).join('')}</ul>`
}

const table = (rows: CardPart['rows']): string =>
  rows.length === 0
    ? ''
    : `<table>${rows.map(([what, value]) => `<tr><td>${escaped(what)}</td><td>${escaped(value)}</td></tr>`).join('')}</table>`
