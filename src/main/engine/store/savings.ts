import { type Kysely, sql } from 'kysely'
import type { Catalogue } from './schema.ts'

/** Who does nothing for longer is away, min. */
const PAUSE = 2

/** Readers' masks as they were saved while somebody worked: those imported, copied or interpolated took no work. */
export const savings = (db: Kysely<Catalogue>) =>
  db
    .selectFrom('revision')
    .innerJoin('layer', 'layer.id', 'revision.layer_id')
    // By revisions, whose order is asked for: the plus keeps SQLite from going by layers and sorting all of them.
    .where(sql<string>`+layer.kind`, '=', 'reader')
    .where('revision.origin', 'in', ['stroke', 'accept'])
    .where('revision.made', 'is', null)

/** What passes between two savings of a reader is work on the frame of the later one, without pauses. */
export class WorkClock {
  private readonly last = new Map<string, number>()

  /** Minutes of work that a saving ends, told in their order; null for a reader's first. */
  minutesTo(author: string, at: string): number | null {
    const now = Date.parse(at) / 60_000
    const before = this.last.get(author)
    this.last.set(author, now)
    return before === undefined ? null : Math.min(PAUSE, Math.max(0, now - before))
  }
}

/** Fewer masks than these tell nothing. */
const FEWEST = 5

/** The median of times; null for too few. */
export function usualTime(minutes: readonly number[]): number | null {
  if (minutes.length < FEWEST) return null
  const sorted = minutes.toSorted((a, b) => a - b)
  return sorted[sorted.length >> 1] ?? null
}
