import type { Transaction } from 'kysely'
import { Failure } from '../../../shared/contract/failure.ts'
import type { Saved } from '../../../shared/contract/layers.ts'
import { type FrameState, frameStates, isLabel, stateStored } from '../../../shared/domain/frameState.ts'
import { countValues, emptyMask, type Mask } from '../../../shared/domain/mask.ts'
import { record } from '../store/audit.ts'
import { stateSeen } from '../store/review/blind.ts'
import { keepTold, noteReading } from '../store/review/readings.ts'
import { mustNotBeSigned } from '../store/review/signed.ts'
import type { Catalogue } from '../store/schema.ts'
import { failureOf } from '../store/sqliteFailure.ts'
import type { Call } from '../study/Call.ts'
import { mustWrite, type OpenStudy } from '../study/OpenStudy.ts'
import { holdsOf } from './markFrame.ts'
import { checkedMask } from './newestMask.ts'
import { type Making, storeMask, toldOf } from './storeMask.ts'

/** A change of the reader's own mask. */
export interface Edit extends Making {
  readonly frame: number
  /** Newest revision the painter has seen; 0 before the first. */
  readonly base: number
  /** As the audit names it. */
  readonly action: 'stroke' | 'accept' | 'confirm' | 'copy' | 'interpolate'
  /** The model's layer that is taken over, for the trail. */
  readonly overlay?: number
}

/** The mask that was saved last, by study: strokes mostly follow one another on one frame. */
const newest = new WeakMap<OpenStudy, { layer: number; revision: number; mask: Mask }>()

/**
 * Writes the next revision of the reader's mask of a frame and its audit row. Resolves after the commit; the same
 * `stroke` again is answered without another. How far the reader is goes with it. Fails FRAME_NOT_FOUND, FRAME_LOCKED,
 * STALE_REVISION, FILE_DAMAGED, READ_ONLY, DISK_FULL.
 */
export async function changeMask(
  call: Call,
  { frame, base, action, overlay, ...making }: Edit,
  next: (mask: Mask, transaction: Transaction<Catalogue>) => Mask | Promise<Mask>,
): Promise<Saved> {
  const { study, actor } = call
  mustWrite(study)
  try {
    const { saved, written } = await study.store.db.transaction().execute(async (transaction) => {
      const now = await currentMask(call, transaction, frame, making.stroke ?? null)
      if ('repeated' in now) return { saved: now.repeated }
      await mustNotBeSigned(transaction, frame)
      mustBeNewest(now, base)
      await keepTold(transaction, frame)
      const mask = await next(now.mask, transaction)
      const where = { frame, kind: 'reader', author: actor.name } as const
      // What is not there yet cannot be brought back.
      const restores = making.restores != null && making.restores <= now.revision ? making.restores : null
      const { undoes, ...declaration } = await declarationOf(transaction, now, restores)
      const declares = declaration.declares ?? (making.origin === 'accept' && making.made == null)
      const stored = await storeMask(transaction, where, mask, { ...making, ...declaration, restores })
      const says = declares ? 'finished' : undoes ? 'open' : undefined
      const { anything: holdsAnything } = holdsOf(countValues(mask), mask.data.length)
      await noteReading(transaction, { frame, reader: actor.name, says, holdsAnything })
      await record(transaction, {
        actor: actor.name,
        action,
        subject: `frame:${frame}`,
        detail: {
          saved: [toldOf(stored, actor.name)],
          state: stored.state,
          ...(overlay === undefined ? {} : { overlay }),
          // What undo brings back is told as that, not as paint.
          ...(restores === null ? {} : { restores }),
        },
      })
      const { sha256: _, ...saved } = stored
      const state = await stateSeen(transaction, frame, actor.name, frameStates.indexOf(stored.state))
      return { saved: { ...saved, state }, written: { mask, what: whatChanged(now, saved) } }
    })
    if (written) {
      newest.set(study, { ...saved, mask: written.mask })
      study.index.refresh([frame])
      study.changes.send({ what: written.what, frames: [frame] })
    }
    return saved
  } catch (error) {
    throw failureOf(error)
  }
}

/** A stroke on a mask under way says nothing of the frame; the first on a frame, and all that make or end a label, do. */
const whatChanged = (now: Now, saved: Saved): 'labels' | 'masks' =>
  now.revision > 0 && now.state === saved.state && !isLabel(saved.state) ? 'masks' : 'labels'

/** The reader's mask of a frame as it is. */
export interface Now {
  /** The frame's state. */
  readonly state: FrameState
  readonly revision: number
  /** The reader's layer; null before the first revision. */
  readonly layer: number | null
  readonly mask: Mask
  readonly made: 'copied' | 'interpolated' | null
}
type Current = { readonly repeated: Saved } | Now

/** Refuses a change that was made on an older mask. */
export function mustBeNewest({ revision }: Now, base: number): void {
  if (revision === base) return
  throw new Failure('changedElsewhere')
}

/**
 * What taking a step back, or forward again, says of the frame: the state that the step changed comes back with the
 * mask, and a step that declared the frame finished (an accepted overlay) declares it again, or takes that back.
 */
async function declarationOf(
  db: Transaction<Catalogue>,
  { layer, revision }: Now,
  restores: number | null,
): Promise<{ declares?: true; backTo?: FrameState; undoes?: true }> {
  if (restores === null || layer === null) return {}
  const row = (number: number) =>
    db
      .selectFrom('revision')
      .select(['origin', 'restores', 'state_before'])
      .where('layer_id', '=', layer)
      .where('number', '=', number)
      .executeTakeFirst()
  const shown = (await row(revision))?.restores ?? revision
  const step = await row(Math.max(shown, restores))
  if (!step) return {}
  if (restores > shown) return step.origin === 'stroke' ? {} : { declares: true }
  const backTo = frameStates[step.state_before ?? -1]
  return { ...(backTo ? { backTo } : {}), ...(step.origin === 'stroke' ? {} : { undoes: true as const }) }
}

/**
 * The reader's newest mask of a frame, or what an earlier try of the same stroke saved. Fails FRAME_NOT_FOUND, and
 * FILE_DAMAGED where the mask is not what was saved: a new one on top of it would make the damage look right.
 */
export async function currentMask(
  { study, actor }: Call,
  db: Transaction<Catalogue>,
  frame: number,
  stroke: string | null,
): Promise<Current> {
  const size = await db
    .selectFrom('frame')
    .select(['width', 'height', 'state'])
    .where('id', '=', frame)
    .executeTakeFirst()
  if (!size) throw new Failure('frameGone')
  const rows = db
    .selectFrom('revision')
    .innerJoin('layer', 'layer.id', 'revision.layer_id')
    .innerJoin('frame', 'frame.id', 'layer.frame_id')
    .select(['layer.id', 'revision.number', 'revision.at', 'revision.made', 'frame.state'])
    .where('layer.frame_id', '=', frame)
    .where('layer.kind', '=', 'reader')
    .where('layer.author', '=', actor.name)
  const same =
    stroke === null ? undefined : await rows.where('revision.stroke', '=', stroke).executeTakeFirst()
  if (same) {
    const { id, number, at } = same
    const state = await stateSeen(db, frame, actor.name, same.state)
    return { repeated: { layer: id, revision: number, savedAt: at, state } }
  }
  const last = await rows.orderBy('revision.number', 'desc').limit(1).executeTakeFirst()
  const state = stateStored(size.state)
  if (!last) return { state, revision: 0, layer: null, made: null, mask: emptyMask(size.width, size.height) }
  const now = { state, revision: last.number, layer: last.id, made: last.made }
  const kept = newest.get(study)
  if (kept?.layer === last.id && kept.revision === last.number) return { ...now, mask: kept.mask }
  const stored = await db
    .selectFrom('revision')
    .select(['mask', 'sha256'])
    .where('layer_id', '=', last.id)
    .where('number', '=', last.number)
    .executeTakeFirstOrThrow()
  return { ...now, mask: checkedMask(stored) }
}
