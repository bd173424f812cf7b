import type { Transaction } from 'kysely'
import type { Region } from '../../../shared/domain/regions.ts'
import { record } from '../store/audit.ts'
import type { Catalogue } from '../store/schema.ts'

/** How the trail calls what is said of a region. */
const ACTIONS = {
  accepted: 'region-accepted',
  rejected: 'region-rejected',
  edited: 'region-edited',
  takenBack: 'region-taken-back',
} as const

interface Saying {
  readonly frame: number
  readonly layer: number
  readonly revision: number
  readonly says: keyof typeof ACTIONS
  readonly reason: string | null
  /** What else the trail tells of it. */
  readonly detail?: Readonly<Record<string, unknown>>
}

/** Adds what somebody says of a region, with its row of the trail, inside a transaction of the caller. */
export async function sayOfRegion(
  db: Transaction<Catalogue>,
  reviewer: string,
  { x, y, value, pixels }: Region,
  { frame, layer, revision, says, reason, detail = {} }: Saying,
): Promise<void> {
  const at = new Date().toISOString()
  const said = { x, y, value, pixels, reason }
  await db
    .insertInto('region_verdict')
    .values({ frame_id: frame, layer_id: layer, revision, ...said, says, reviewer, at })
    .execute()
  await record(db, {
    actor: reviewer,
    action: ACTIONS[says],
    subject: `frame:${frame}`,
    detail: { layer, revision, ...said, ...detail },
  })
}
