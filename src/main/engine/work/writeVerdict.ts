import type { Transaction } from 'kysely'
import { record } from '../store/audit.ts'
import type { Catalogue } from '../store/schema.ts'

/** What a reviewer says of a frame. */
export interface FrameVerdict {
  readonly frame: number
  readonly says: Catalogue['verdict']['says']
  /** The mask that it is said of. */
  readonly layer?: { readonly id: number; readonly revision: number }
  /** A coded reason, and words. */
  readonly reason?: string
  readonly text?: string
}

/** Adds a verdict with its row of the trail, inside a transaction of the caller. The last one of a frame counts. */
export async function writeVerdict(
  db: Transaction<Catalogue>,
  reviewer: string,
  { frame, says, layer, ...words }: FrameVerdict,
): Promise<number> {
  const reason = words.reason ?? null
  const text = words.text ?? null
  const { id } = await db
    .insertInto('verdict')
    .values({
      frame_id: frame,
      says,
      layer_id: layer?.id ?? null,
      revision: layer?.revision ?? null,
      reason,
      text,
      reviewer,
      at: new Date().toISOString(),
    })
    .returning('id')
    .executeTakeFirstOrThrow()
  await record(db, {
    actor: reviewer,
    action: `verdict-${says}`,
    subject: `frame:${frame}`,
    detail: { verdict: id, layer: layer?.id ?? null, revision: layer?.revision ?? null, reason, text },
  })
  return id
}
