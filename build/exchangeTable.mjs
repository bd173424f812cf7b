/**
 * One table of what other programs' files become here, and ours there: format, direction, the other program, how many masks,
 * and pixels that differ or the sentence that a person gets instead. `lines` holds a JSON document per line, as
 * `tests/support/exchangeTable.ts` writes them.
 */
export function exchangeTable(lines) {
  const rows = lines
    .trim()
    .split('\n')
    .map((line) => JSON.parse(line))
    .map(({ format, direction, other, what, files, differing, sentence }) => [
      format,
      direction,
      other,
      what,
      String(files),
      differing === null ? '–' : String(differing),
      sentence,
    ])
    .sort((a, b) => order(a).localeCompare(order(b), 'en'))
  const table = [['format', 'way', 'other program', 'what', 'files', 'differ', 'what is said'], ...rows]
  const widths = table[0].map((_, i) => Math.min(40, Math.max(...table.map((row) => row[i].length))))
  return table
    .map((row) =>
      row
        .map((cell, i) => cell.padEnd(widths[i]))
        .join('  ')
        .trimEnd(),
    )
    .join('\n')
}

const order = ([format, direction, , what]) => `${direction} ${format} ${what}`
