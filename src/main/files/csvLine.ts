/** What a spreadsheet would run as a formula. */
const FORMULA = /^[=+\-@\t\r]/

/** A line of comma-separated values: quoted where needed, and text that looks like a formula made harmless. */
export function csvLine(...values: readonly (string | number | null)[]): string {
  return values.map(cell).join(',')
}

function cell(value: string | number | null): string {
  if (value === null) return ''
  if (typeof value === 'number') return String(value)
  const safe = FORMULA.test(value) ? `'${value}` : value
  return /[",\r\n]/.test(safe) ? `"${safe.replaceAll('"', '""')}"` : safe
}
