import { escaped } from './escaped.ts'

/** A part of a report: a heading and finished HTML. */
export interface Section {
  readonly heading: string
  readonly html: string
}

const STYLE = `
:root { color-scheme: light dark; --ink: #1c2430; --quiet: #5d6a7a; --line: #d9dee5; --ground: #fff }
@media (prefers-color-scheme: dark) { :root { --ink: #e6eaf0; --quiet: #97a3b3; --line: #333d4a; --ground: #151a21 } }
body { font: 15px/1.5 system-ui, sans-serif; color: var(--ink); background: var(--ground); max-width: 1080px; margin: 40px auto; padding: 0 24px }
h1 { font-size: 24px; margin: 0 } h2 { font-size: 18px; margin: 40px 0 12px } p { max-width: 72ch }
.lead, figcaption, .legend, th { color: var(--quiet) }
table { border-collapse: collapse; font-variant-numeric: tabular-nums } th { font-weight: 500; text-align: right }
td { text-align: right } th:first-child, td:first-child { text-align: left }
th, td { padding: 5px 14px 5px 0; border-bottom: 1px solid var(--line) }
.row { display: flex; flex-wrap: wrap; gap: 24px } figure { margin: 0; flex: 0 0 auto } figcaption { font-size: 13px; margin-bottom: 4px }
svg { display: block; width: 420px; max-width: 100% } svg[viewBox="0 0 300 300"] { width: 300px }
svg text { font: 11px system-ui, sans-serif; fill: var(--quiet) } .grid { stroke: var(--line) }
.legend { display: flex; flex-wrap: wrap; gap: 4px 14px; font-size: 12.5px; max-width: 420px } .legend i { display: inline-block; width: 10px; height: 10px; border-radius: 2px; margin-right: 5px }
img { display: block; width: 200px; border-radius: 4px } .pictures { margin-bottom: 16px } .pictures figure { width: 200px } .pictures figcaption { overflow: hidden; text-overflow: ellipsis; white-space: nowrap }
`

/** One HTML file that needs nothing else. */
export function page(title: string, lead: string, sections: readonly Section[]): string {
  const parts = sections
    .filter(({ html }) => html !== '')
    .map(({ heading, html }) => `<section><h2>${escaped(heading)}</h2>${html}</section>`)
  return `<!doctype html><html lang="en"><meta charset="utf-8"><title>${escaped(title)}</title><style>${STYLE}</style><h1>${escaped(title)}</h1><p class="lead">${escaped(lead)}</p>${parts.join('')}</html>`
}

export function table(head: readonly string[], rows: readonly (readonly string[])[]): string {
  const cells = (row: readonly string[], tag: 'th' | 'td') =>
    `<tr>${row.map((cell) => `<${tag}>${escaped(cell)}</${tag}>`).join('')}</tr>`
  return `<table><thead>${cells(head, 'th')}</thead><tbody>${rows.map((row) => cells(row, 'td')).join('')}</tbody></table>`
}

/** A PNG inside the page. */
export function picture(png: Uint8Array, caption: string): string {
  const data = Buffer.from(png).toString('base64')
  return `<figure><figcaption>${escaped(caption)}</figcaption><img alt="${escaped(caption)}" src="data:image/png;base64,${data}"></figure>`
}

/** Pictures of one width side by side. */
export const pictures = (...figures: readonly string[]) =>
  `<div class="row pictures">${figures.join('')}</div>`

export const row = (...figures: readonly string[]) =>
  figures.join('') === '' ? '' : `<div class="row">${figures.join('')}</div>`
