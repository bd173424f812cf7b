import type { PlannedRow } from '../../store/schema.ts'

type Waiting = Pick<PlannedRow, 'id' | 'not_before' | 'missed' | 'problem'>

/**
 * The round of a line whose turn it is, and the ms until the next time that one waits for; null where none does. One that
 * waits for a person lets others by. Where the line `holds`, only rounds with a time of their own start: who gave them one
 * will not be there to be asked.
 */
export function nextOf<Row extends Waiting>(
  line: readonly Row[],
  now: number,
  holds: boolean,
): { next: Row | undefined; wait: number | null } {
  const ready = line.filter(({ missed, problem }) => missed === 0 && problem === null)
  const next = ready.find(({ not_before }) => (not_before === null ? !holds : Date.parse(not_before) <= now))
  const times = ready.flatMap(({ not_before }) => (not_before === null ? [] : [Date.parse(not_before) - now]))
  const later = times.filter((ms) => ms > 0)
  return { next, wait: later.length > 0 ? Math.min(...later) : null }
}
