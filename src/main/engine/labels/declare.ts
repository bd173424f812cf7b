import type { Transaction } from 'kysely'
import { Failure } from '../../../shared/contract/failure.ts'
import type { Declaration, Said } from '../../../shared/contract/layers.ts'
import {
  declared,
  type FrameState,
  frameStates,
  isLabel,
  withoutLabel,
} from '../../../shared/domain/frameState.ts'
import { countValues } from '../../../shared/domain/mask.ts'
import { record } from '../store/audit.ts'
import { isBlind, stateSeen } from '../store/review/blind.ts'
import { keepTold, noteReading } from '../store/review/readings.ts'
import { mustNotBeSigned } from '../store/review/signed.ts'
import type { Catalogue } from '../store/schema.ts'
import { failureOf } from '../store/sqliteFailure.ts'
import type { Call } from '../study/Call.ts'
import { mustWrite } from '../study/OpenStudy.ts'
import { currentMask, mustBeNewest, type Now } from './changeMask.ts'
import { holdsOf, writeState } from './markFrame.ts'
import { type StoredMask, storeMask, toldOf } from './storeMask.ts'

/**
 * Says how far the reader has come with a frame. `done` and `noLesion` make the reader's mask its label; `skipped`
 * and `open` take a label away and leave the mask as it is. Fails NOTHING_PAINTED, LESION_PAINTED, FRAME_NOT_FOUND,
 * FRAME_LOCKED, STALE_REVISION, READ_ONLY, DISK_FULL.
 */
export async function declare(
  call: Call,
  { frame, base, as }: { readonly frame: number; readonly base: number; readonly as: Declaration },
): Promise<Said> {
  const { study, actor } = call
  mustWrite(study)
  try {
    const saved = await study.store.db.transaction().execute(async (transaction) => {
      const now = await currentMask(call, transaction, frame, null)
      if ('repeated' in now) return now.repeated
      await mustNotBeSigned(transaction, frame)
      mustBeNewest(now, base)
      await keepTold(transaction, frame)
      const { said, stored } = await written(call, transaction, { frame, as, now })
      await noteReading(transaction, {
        frame,
        reader: actor.name,
        says: as === 'done' || as === 'noLesion' ? 'finished' : 'open',
        holdsAnything: holdsOf(countValues(now.mask), now.mask.data.length).anything,
      })
      await record(transaction, {
        actor: actor.name,
        action: 'declare',
        subject: `frame:${frame}`,
        detail: { as, saved: stored ? [toldOf(stored, actor.name)] : [], state: said.state },
      })
      const state = await stateSeen(transaction, frame, actor.name, frameStates.indexOf(said.state))
      return { ...said, state }
    })
    study.index.refresh([frame])
    study.changes.send({ what: 'labels', frames: [frame] })
    return saved
  } catch (error) {
    throw failureOf(error)
  }
}

interface Wish {
  readonly frame: number
  readonly as: Declaration
  readonly now: Now
}

async function written(
  { actor }: Call,
  db: Transaction<Catalogue>,
  { frame, as, now }: Wish,
): Promise<{ said: Said; stored?: StoredMask }> {
  const { mask, layer, revision, made } = now
  const counts = countValues(mask)
  const holds = holdsOf(counts, mask.data.length)
  if (as === 'done' && !holds.lesion) throw new Failure('nothingPainted')
  if (as === 'noLesion' && holds.lesion) throw new Failure('lesionPainted')
  const labels = as === 'done' || as === 'noLesion'
  // A mask that nobody looked at is looked at now, and "no lesion" is a mask as well: both are a revision.
  if (labels && (layer === null || made !== null)) {
    const where = { frame, kind: 'reader', author: actor.name } as const
    const stored = await storeMask(db, where, mask, { origin: 'accept' })
    const { sha256: _, ...said } = stored
    return { said, stored }
  }
  const state: FrameState = labels ? declared(holds) : as === 'skipped' ? 'skipped' : withoutLabel(holds)
  const savedAt = new Date().toISOString()
  // Somebody who may not see another's label does not take it away either.
  if (!labels && isLabel(now.state) && (await isBlind(db, frame)) && !(await isOwnLabel(db, frame, layer)))
    return { said: { layer, revision, savedAt, state: now.state } }
  await writeState(db, frame, { state, layer, mask, counts })
  return { said: { layer, revision, savedAt, state } }
}

async function isOwnLabel(db: Transaction<Catalogue>, frame: number, layer: number | null): Promise<boolean> {
  const row = await db.selectFrom('frame').select('label_layer').where('id', '=', frame).executeTakeFirst()
  return row?.label_layer === layer
}
