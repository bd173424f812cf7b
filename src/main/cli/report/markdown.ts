import { partMarkdown, type Section } from './section.ts'

/** The sections of a report that have tables, as Markdown. */
export function markdown(title: string, lead: string, sections: readonly Section[]): string {
  const written = sections
    .filter(({ parts }) => parts.some((part) => part.kind === 'table' && part.table.rows.length > 0))
    .map(({ heading, parts }) => [`## ${heading}`, ...parts.flatMap((part) => partMarkdown(part) ?? [])])
  return [[`# ${title}`, lead], ...written].map((lines) => lines.join('\n\n')).join('\n\n')
}
