import { escaped } from '../../../shared/html/escaped.ts'
import { SERIES } from './style.ts'

/** Dashes by series: a full line first, then ever more broken ones. */
const DASHES = ['', '7 3', '2.5 2.5', '9 3 2 3', '4 3', '1.5 3', '12 3', '6 2 2 2 2 2']

/** The look of the n-th series of a report, as attributes of an SVG line; it follows the reader's light or dark. */
export function strokeOf(n: number): string {
  const dash = DASHES[n % DASHES.length] ?? ''
  return `style="stroke:var(--s${n % SERIES})"${dash === '' ? '' : ` stroke-dasharray="${dash}"`}`
}

/** Names beside their lines. */
export function seriesLegend(names: readonly string[]): string {
  const keys = names.map(
    (name, n) =>
      `<span><svg viewBox="0 0 26 10" aria-hidden="true"><line x1="0" x2="26" y1="5" y2="5" stroke-width="2" ${strokeOf(n)}/></svg>${escaped(name)}</span>`,
  )
  return `<div class="legend">${keys.join('')}</div>`
}

/** Names beside their colours. */
export const colourLegend = (names: readonly (readonly [name: string, colour: string])[]) =>
  `<div class="legend">${names
    .map(([name, colour]) => `<span><i style="background:${colour}"></i>${escaped(name)}</span>`)
    .join('')}</div>`
