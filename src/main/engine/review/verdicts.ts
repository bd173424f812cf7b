import type { Kysely } from 'kysely'
import type { Region } from '../../../shared/domain/regions.ts'
import type { Catalogue } from '../store/schema.ts'

/** What was said last of a frame; undefined where nobody said anything. */
export const lastVerdict = (db: Kysely<Catalogue>, frame: number) =>
  db
    .selectFrom('verdict')
    .selectAll()
    .where('frame_id', '=', frame)
    .orderBy('id', 'desc')
    .limit(1)
    .executeTakeFirst()

type Row = Awaited<ReturnType<typeof regionRows>>[number]

const regionRows = (db: Kysely<Catalogue>, layer: number) =>
  db.selectFrom('region_verdict').selectAll().where('layer_id', '=', layer).orderBy('id').execute()

/** What stands of what was said of a region. */
export interface Standing {
  readonly id: number
  readonly says: 'accepted' | 'rejected' | 'edited'
  readonly reason: string | null
  readonly reviewer: string
  readonly at: string
}

/**
 * What stands of each region of a layer, in their order; undefined where nobody said anything or it was taken back. What was
 * said of an earlier revision counts for a region that is still the same: first pixel, class and pixels.
 */
export async function standingOf(
  db: Kysely<Catalogue>,
  layer: number,
  regions: readonly Region[],
): Promise<(Standing | undefined)[]> {
  const last = new Map<string, Row>()
  for (const row of await regionRows(db, layer)) last.set(keyOf(row), row)
  return regions.map((region) => {
    const row = last.get(keyOf(region))
    if (!row || row.says === 'takenBack') return undefined
    return { id: row.id, says: row.says, reason: row.reason, reviewer: row.reviewer, at: row.at }
  })
}

const keyOf = ({ x, y, value, pixels }: Pick<Region, 'x' | 'y' | 'value' | 'pixels'>) =>
  `${x}/${y}/${value}/${pixels}`
