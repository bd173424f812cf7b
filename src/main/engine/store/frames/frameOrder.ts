import type { FrameSort } from '../../../../shared/contract/frames.ts'
import { assertNever } from '../../../../shared/domain/assertNever.ts'
import type { Connection } from '../connection.ts'
import type { FrameColumns } from './frameColumns.ts'

/** More frames than a study can hold: a sort key and a row fit into one exact number. */
const ROWS = 2 ** 26
/** Above every key, and so that the row behind it stays exact. */
const UNKNOWN = 2 ** 26

/** Rows in another order than the library's own; equal ones stay in that. */
export function sortRows(
  rows: Uint32Array,
  { by, descending }: FrameSort,
  columns: FrameColumns,
  database: Connection,
): Uint32Array {
  const key = keyOf(by, columns, database)
  // What is not known comes last, whichever way round.
  const sortKey = (value: number) => (value < 0 ? UNKNOWN : descending ? -value : value)
  // Number keys with the row behind the comma: a typed sort without a comparator is ten times faster.
  const keys = Float64Array.from(rows, (row) => sortKey(key(row)) * ROWS + row)
  keys.sort()
  return Uint32Array.from(keys, (k) => k - Math.floor(k / ROWS) * ROWS)
}

function keyOf(by: FrameSort['by'], { id, day, disagreement }: FrameColumns, database: Connection) {
  switch (by) {
    case 'added':
      return (row: number) => id[row]!
    case 'captured':
      return (row: number) => day[row]!
    case 'disagreement':
      return (row: number) => disagreement[row]!
    case 'name': {
      const rank = new Map<number, number>()
      const ids = database.prepare('SELECT id FROM frame ORDER BY name, id').pluck()
      for (const frame of ids.iterate() as IterableIterator<number>) rank.set(frame, rank.size)
      return (row: number) => rank.get(id[row]!) ?? 0
    }
    default:
      return assertNever(by)
  }
}
