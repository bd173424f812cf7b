import { escaped } from '../../../shared/html/escaped.ts'

/** How a figure stands in its column. */
export type Mark = 'best' | 'second'

export interface Cell {
  readonly text: string
  /** A smaller second line. */
  readonly below?: string
  readonly mark?: Mark
}

export interface Row {
  readonly cells: readonly Cell[]
  /** Figures from elsewhere, which are not compared with the others. */
  readonly isFromElsewhere?: boolean
}

/** The first column is of names, the others are of figures. */
export interface Table {
  readonly head: readonly string[]
  /** What stands above several columns together, after so many without. */
  readonly groups?: { readonly after: number; readonly names: readonly string[]; readonly each: number }
  readonly rows: readonly Row[]
}

export const cell = (text: string): Cell => ({ text })

/** Rows of plain text. */
export const plainRows = (rows: readonly (readonly string[])[]): Row[] =>
  rows.map((texts) => ({ cells: texts.map(cell) }))

export function tableHtml({ head, groups, rows }: Table): string {
  const over = groups
    ? `<tr class="groups"><th colspan="${groups.after}"></th>${groups.names
        .map((name) => `<th colspan="${groups.each}">${escaped(name)}</th>`)
        .join('')}</tr>`
    : ''
  const begins = (i: number) =>
    groups !== undefined && i >= groups.after && (i - groups.after) % groups.each === 0
  const tag = (name: 'th' | 'td', i: number) => (begins(i) ? `<${name} class="begins">` : `<${name}>`)
  const heads = head.map((text, i) => `${tag('th', i)}${escaped(text)}</th>`)
  const body = rows.map(({ cells, isFromElsewhere }) => {
    const columns = cells.map((each, i) => `${tag('td', i)}${cellHtml(each)}</td>`)
    return `<tr${isFromElsewhere ? ' class="elsewhere"' : ''}>${columns.join('')}</tr>`
  })
  return `<div class="wide"><table><thead>${over}<tr>${heads.join('')}</tr></thead><tbody>${body.join('')}</tbody></table></div>`
}

function cellHtml({ text, below, mark }: Cell): string {
  const small = below === undefined ? '' : `<small>${escaped(below)}</small>`
  return marked(escaped(text), mark) + small
}

export function tableMarkdown({ head, groups, rows }: Table): string {
  const heads = head.map((text, i) => {
    const group =
      groups && i >= groups.after ? groups.names[Math.floor((i - groups.after) / groups.each)] : undefined
    return group ? `${group}: ${text}` : text
  })
  const body = rows.map(({ cells }) =>
    cells.map(({ text, below, mark }) => marked(text, mark, '**') + (below ? ` ${below}` : '')),
  )
  return [heads, heads.map((_, i) => (i === 0 ? '---' : '---:')), ...body]
    .map((cells) => `| ${cells.map((text) => text.replaceAll('|', '\\|')).join(' | ')} |`)
    .join('\n')
}

function marked(text: string, mark: Mark | undefined, bold?: string): string {
  if (mark === 'best') return bold ? `${bold}${text}${bold}` : `<b>${text}</b>`
  return mark === 'second' ? `<u>${text}</u>` : text
}
