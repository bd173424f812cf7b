import { escaped } from '../../../shared/html/escaped.ts'
import { type Table, tableHtml, tableMarkdown } from './table.ts'

/** Something in a section. Figures are HTML, and only a page has them. */
export type Part =
  | { readonly kind: 'text'; readonly text: string }
  | { readonly kind: 'list'; readonly lines: readonly string[] }
  | { readonly kind: 'table'; readonly table: Table }
  | { readonly kind: 'figures'; readonly html: string }
  | { readonly kind: 'legend'; readonly html: string }

/** A part of a report. One without tables and figures has nothing to show and is left out. */
export interface Section {
  readonly heading: string
  readonly parts: readonly Part[]
}

export const text = (words: string): Part => ({ kind: 'text', text: words })
export const list = (lines: readonly string[]): Part => ({ kind: 'list', lines })
export const table = (of: Table): Part => ({ kind: 'table', table: of })

/** Figures side by side, under words of their own where there are any; blocks stand side by side where there is room. */
export function figures(drawn: readonly string[], title = ''): Part[] {
  const html = drawn.join('')
  const heading = title === '' ? '' : `<h3>${escaped(title)}</h3>`
  return html === ''
    ? []
    : [{ kind: 'figures', html: `<div class="block">${heading}<div class="row">${html}</div></div>` }]
}

/** What colours mean, for the figures that follow. */
export const legend = (html: string): Part => ({ kind: 'legend', html })

export const hasContent = ({ parts }: Section): boolean =>
  parts.some((part) => (part.kind === 'table' ? part.table.rows.length > 0 : part.kind === 'figures'))

export function partHtml(part: Part): string {
  switch (part.kind) {
    case 'text':
      return `<p>${escaped(part.text)}</p>`
    case 'list':
      return `<ul>${part.lines.map((line) => `<li>${escaped(line)}</li>`).join('')}</ul>`
    case 'table':
      return tableHtml(part.table)
    case 'figures':
    case 'legend':
      return part.html
  }
}

/** Null for what only a page shows. */
export function partMarkdown(part: Part): string | null {
  switch (part.kind) {
    case 'text':
      return part.text
    case 'list':
      return part.lines.map((line) => `- ${line}`).join('\n')
    case 'table':
      return tableMarkdown(part.table)
    case 'figures':
    case 'legend':
      return null
  }
}
