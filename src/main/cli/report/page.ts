import { escaped } from '../../../shared/html/escaped.ts'
import { hasContent, partHtml, type Section } from './section.ts'
import { STYLE } from './style.ts'

/** One HTML file that needs nothing else. */
export function page(title: string, lead: string, sections: readonly Section[]): string {
  const shown = sections.filter(hasContent)
  const links = shown.map(({ heading }, i) => `<a href="#s${i}">${escaped(heading)}</a>`)
  const parts = shown.map(
    ({ heading, parts }, i) =>
      `<section><h2 id="s${i}">${escaped(heading)}</h2>${parts.map(partHtml).join('')}</section>`,
  )
  return [
    '<!doctype html><html lang="en"><meta charset="utf-8">',
    '<meta name="viewport" content="width=device-width, initial-scale=1">',
    `<title>${escaped(title)}</title><style>${STYLE}</style>`,
    `<h1>${escaped(title)}</h1><p class="lead">${escaped(lead)}</p>`,
    `<nav>${links.join('')}</nav>${parts.join('')}</html>`,
  ].join('')
}
