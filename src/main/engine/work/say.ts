import type { Kysely } from 'kysely'
import { Failure } from '../../../shared/contract/failure.ts'
import type { ReviewReason } from '../../../shared/domain/reviewReasons.ts'
import { LabelService } from '../labels/LabelService.ts'
import { isBlind } from '../store/review/blind.ts'
import { mustNotBeSigned } from '../store/review/signed.ts'
import { writeVerdict } from '../store/review/writeVerdict.ts'
import type { Catalogue } from '../store/schema.ts'
import { failureOf } from '../store/sqliteFailure.ts'
import type { Call } from '../study/Call.ts'
import { mustWrite } from '../study/OpenStudy.ts'

/** What a reviewer says of a reader's mask as a whole. */
export interface Word {
  readonly frame: number
  readonly layer: number
  /** The newest revision that they have seen. */
  readonly revision: number
  readonly says: 'accepted' | 'returned' | 'begun' | 'reopened'
  readonly reason?: ReviewReason | undefined
  readonly text?: string | undefined
}

/**
 * Says whether a reader's mask stands; an accepted one becomes the frame's label, one that is returned is
 * none until its reader says again that it is finished. Resolves after the commit. Fails
 * LAYER_NOT_FOUND, STALE_REVISION, FRAME_LOCKED, NOT_ALLOWED, WRONG_USAGE, READ_ONLY, DISK_FULL.
 */
export async function say(call: Call, word: Word): Promise<number> {
  const { study, actor } = call
  mustWrite(study)
  const { frame, layer: id, revision, says, reason, text } = word
  if (says === 'returned' && reason === undefined) throw new Failure('reasonNeeded')
  if (!study.index.holds(frame)) throw new Failure('frameGone')
  try {
    const verdict = await study.store.db.transaction().execute(async (db) => {
      await mustNotBeSigned(db, frame)
      const { author } = await mustBeNewest(db, actor.name, word)
      if (study.index.hasAccounts && author === actor.name) throw new Failure('ownMask')
      if (says === 'accepted') await LabelService.takeAsLabel(db, frame, id)
      if (says === 'returned') await LabelService.takeLabelAway(db, frame, id)
      return writeVerdict(db, actor.name, {
        frame,
        says,
        layer: { id, revision },
        ...(reason === undefined ? {} : { reason }),
        ...(text ? { text } : {}),
      })
    })
    study.index.refresh([frame])
    study.changes.send({ what: 'review', frames: [frame] })
    if (says === 'accepted' || says === 'returned') study.changes.send({ what: 'labels', frames: [frame] })
    return verdict
  } catch (error) {
    throw failureOf(error)
  }
}

/** The mask that is spoken of, as it is now. Fails LAYER_NOT_FOUND, STALE_REVISION. */
async function mustBeNewest(
  db: Kysely<Catalogue>,
  reviewer: string,
  { frame, layer, revision }: Word,
): Promise<{ author: string }> {
  const row = await db
    .selectFrom('layer')
    .innerJoin('revision', 'revision.layer_id', 'layer.id')
    .select(['layer.author', 'revision.number'])
    .where('layer.id', '=', layer)
    .where('layer.frame_id', '=', frame)
    .where('layer.kind', '=', 'reader')
    .orderBy('revision.number', 'desc')
    .limit(1)
    .executeTakeFirst()
  const isKept = row && row.author !== reviewer && (await isBlind(db, frame))
  if (!row || isKept) throw new Failure('layerGone')
  if (row.number !== revision) throw new Failure('changedElsewhere')
  return row
}
