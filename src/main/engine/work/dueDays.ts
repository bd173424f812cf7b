/** A day on this machine, as 2026-12-01. */
export function today(now = new Date()): string {
  const two = (value: number) => String(value).padStart(2, '0')
  return `${now.getFullYear()}-${two(now.getMonth() + 1)}-${two(now.getDate())}`
}

/** The first of some days, and whether it has passed; null where there is none. */
export function firstDue(days: readonly (string | null)[]): { due: string | null; isOverdue: boolean } {
  const [due = null] = days.filter((day) => day !== null).sort()
  return { due, isOverdue: due !== null && due < today() }
}
