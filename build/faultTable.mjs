/**
 * One table of what the test beds tried: a row per fault, and how often something was lost, a process died, or a
 * message did not say what happened. `lines` holds a JSON document per line, as `tests/support/tally.ts` writes them;
 * rows of one fault are added up.
 */
export function faultTable(lines) {
  const faults = new Map()
  for (const line of lines.trim().split('\n')) {
    const { fault, ...counts } = JSON.parse(line)
    const sums = faults.get(fault) ?? { tried: 0, lost: 0, crashed: 0, unclear: 0 }
    for (const key of Object.keys(sums)) sums[key] += counts[key]
    faults.set(fault, sums)
  }
  const rows = [...faults].sort(([a], [b]) => a.localeCompare(b, 'en'))
  const width = Math.max(5, ...rows.map(([fault]) => fault.length))
  const row = (name, ...cells) => `${name.padEnd(width)}${cells.map((c) => String(c).padStart(10)).join('')}`
  return [
    row('fault', 'tried', 'lost', 'crashed', 'unclear'),
    ...rows.map(([fault, { tried, lost, crashed, unclear }]) => row(fault, tried, lost, crashed, unclear)),
  ].join('\n')
}

/** The lines that tell of something lost, dead or unclear. */
export function faultsFound(lines) {
  return lines
    .trim()
    .split('\n')
    .filter((line) => {
      const { lost, crashed, unclear } = JSON.parse(line)
      return lost + crashed + unclear > 0
    })
}
