import { escaped } from './escaped.ts'

/** Everything that a page looks like, on the screen and on A4. */
const STYLE = `:root{color-scheme:light dark;--ink:#1c2430;--quiet:#566373;--line:#d9dee5;--ground:#fff;--accent:#0b7285}
@media screen and (prefers-color-scheme:dark){:root{--ink:#e6eaf0;--quiet:#9eaaba;--line:#333d4a;--ground:#151a21;--accent:#3bc9db}}
body{font:15px/1.5 system-ui,sans-serif;color:var(--ink);background:var(--ground);max-width:760px;margin:0 auto;padding:32px 24px 64px}
h1{font-size:24px;margin:0;overflow-wrap:anywhere}h2{font-size:16px;margin:28px 0 8px;break-after:avoid}h3{font-size:14px;margin:20px 0 4px;break-after:avoid}a{color:var(--accent)}p{margin:4px 0}.lead,.quiet{color:var(--quiet)}
table{border-collapse:collapse;width:100%;font-size:14px;font-variant-numeric:tabular-nums}tr{break-inside:avoid}
td,th{padding:5px 12px 5px 0;border-bottom:1px solid var(--line);vertical-align:top;overflow-wrap:anywhere;text-wrap:pretty;text-align:left}th{font-weight:500;color:var(--quiet)}
.pairs td:first-child{color:var(--quiet);width:38%;padding-right:16px}
.figures :is(th,td:not(:first-child)){overflow-wrap:break-word}table+.quiet{margin-top:24px}ul{margin:0;padding-left:20px}pre{white-space:pre-wrap;font:inherit;margin:0}
svg{display:block;width:100%;height:auto;break-inside:avoid}.grid{stroke:var(--line)}text{font-size:12px;fill:var(--quiet)}
.band{fill:var(--accent);opacity:.18}.law{fill:none;stroke:var(--accent);stroke-width:2}.bar{stroke:var(--quiet);stroke-width:1.5}circle{fill:var(--accent)}
p:has(+svg),p:has(+.frames){break-after:avoid}.legend{break-before:avoid}.legend span{display:inline-block;margin-right:20px;font-size:14px}.legend i{display:inline-block;width:12px;height:12px;border-radius:3px;margin-right:8px}
.frames{display:grid;grid-template-columns:repeat(3,minmax(0,1fr));gap:12px;margin-top:8px}figure{margin:0;break-inside:avoid}figcaption{font-size:13px;color:var(--quiet);padding-top:4px}
@media print{body{max-width:none;margin:0;padding:0;font-size:13px;print-color-adjust:exact}table{font-size:12.5px}svg{max-height:9cm}.frames svg{max-height:none}}`

/** Nothing is loaded and nothing is run: a page needs nothing else. */
const POLICY = "default-src 'none'; img-src data:; style-src 'unsafe-inline'"

interface Page {
  readonly title: string
  readonly study: string
  readonly language: string
  /** Of LoCo Studio. */
  readonly version: string
  /** HTML. */
  readonly body: string
  /** When what it tells was so, by the world's clock; today, by this machine's, where none is given. */
  readonly date?: Date
}

/** One HTML file that needs nothing else, laid out for the screen and for A4, with study, date and page on each sheet. */
export function htmlPage({ title, study, language, version, body, date }: Page): string {
  const zone = date && { timeZone: 'UTC' }
  const day = (date ?? new Date()).toLocaleDateString(language, { dateStyle: 'medium', ...zone })
  const foot = `${study} · ${day} · LoCo Studio ${version}`
  return [
    `<!doctype html><html lang="${escaped(language)}"><meta charset="utf-8">`,
    `<meta http-equiv="Content-Security-Policy" content="${POLICY}">`,
    '<meta name="viewport" content="width=device-width, initial-scale=1">',
    `<title>${escaped(`${title} · ${study}`)}</title><style>${STYLE}${sheets(foot)}</style>`,
    `<h1>${escaped(title)}</h1><p class="lead">${escaped(foot)}</p>${body}</html>`,
  ].join('')
}

/** A4 with the foot and the page's number below; a browser that knows no margin boxes leaves them out. */
const sheets = (foot: string) =>
  `@page{size:A4;margin:16mm 16mm 18mm;@bottom-left{content:${quoted(foot)};font:9px system-ui,sans-serif;color:#566373}@bottom-right{content:counter(page) " / " counter(pages);font:9px system-ui,sans-serif;color:#566373}}`

/** Text as CSS quotes it: what is no letter, digit or space by its number, so that nothing ends the quotes or the style. */
const quoted = (text: string) =>
  `"${text.replaceAll(/[^\p{L}\p{N} ]/gu, (sign) => `\\${(sign.codePointAt(0) ?? 0).toString(16)} `)}"`

export function list(lines: readonly string[]): string {
  if (lines.length < 2) return lines.map((line) => `<p>${escaped(line)}</p>`).join('')
  return `<ul>${lines.map((line) => `<li>${escaped(line)}</li>`).join('')}</ul>`
}

/** What stands beside what, a row each. */
export const table = (rows: readonly (readonly [string, string])[]): string =>
  rows.length === 0 ? '' : `<table class="pairs">${rows.map((row) => rowOf(row, 'td')).join('')}</table>`

/** Figures under a head. */
export const headedTable = (head: readonly string[], rows: readonly (readonly string[])[]): string =>
  rows.length === 0
    ? ''
    : `<table class="figures"><thead>${rowOf(head, 'th')}</thead>${rows.map((row) => rowOf(row, 'td')).join('')}</table>`

const rowOf = (cells: readonly string[], tag: 'td' | 'th') =>
  `<tr>${cells.map((cell) => `<${tag}>${escaped(cell)}</${tag}>`).join('')}</tr>`

/** A part of a page under its heading; nothing where there is nothing in it. */
export const part = (heading: string, html: string): string =>
  html === '' ? '' : `<h2>${escaped(heading)}</h2>${html}`
