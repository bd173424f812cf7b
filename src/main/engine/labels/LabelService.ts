import type { Kysely } from 'kysely'
import { Failure } from '../../../shared/contract/failure.ts'
import type { FrameOutlines, Saved } from '../../../shared/contract/layers.ts'
import { IGNORE } from '../../../shared/domain/labelClass.ts'
import { emptyMask, type Mask, type MaskPatch, withPatch } from '../../../shared/domain/mask.ts'
import { decodeMask, encodeMask } from '../../../shared/domain/rle.ts'
import { withoutSpecks } from '../../../shared/domain/specks.ts'
import { classesOf } from '../store/classes.ts'
import type { Catalogue } from '../store/schema.ts'
import type { Call } from '../study/Call.ts'
import type { OpenStudy } from '../study/OpenStudy.ts'
import { changeMask, currentMask } from './changeMask.ts'
import { compareModels } from './compareModels.ts'
import { declare } from './declare.ts'
import { followModel } from './followModel.ts'
import { list, maySee, mustBeSeen, opened } from './frameLayers.ts'
import { freshOverlays } from './freshOverlays.ts'
import { heldBack, hidesOverlays, isHeldBack } from './heldBack.ts'
import { honouredVetoes } from './honoured.ts'
import { interpolate } from './interpolate.ts'
import { boundMaps } from './keptMaps.ts'
import { labels } from './labelOf.ts'
import { writeState } from './markFrame.ts'
import { mergeVeto } from './mergeVeto.ts'
import { checked, newestMask, newestMaskOf, newestRevision, newestRevisionOf } from './newestMask.ts'
import { smallOutlines } from './outlines.ts'
import { pairModels } from './pairModels.ts'
import { partnersOf } from './partners.ts'
import { doubtsOf, keepPrediction } from './predictions.ts'
import { storeBrought } from './storeBrought.ts'
import { storeMask, toldOf } from './storeMask.ts'
import { takeAsLabel, takeLabelAway } from './takeAsLabel.ts'
import { addVeto, takeBackVeto, vetoesOf } from './vetoes.ts'

/** Masks of frames: one layer per author, append-only revisions, each change one transaction with its audit row. */
export const LabelService = {
  list,
  opened,
  own,
  mask,
  seenMask,
  outlines,
  before,
  paint,
  accept,
  compare: compareModels,
  pair: pairModels,
  confirm,
  declare,
  labels,
  takeAsLabel,
  takeLabelAway,
  newestMask,
  newestMaskOf,
  isHeldBack,
  hidesOverlays,
  followModel,
  interpolate,
  interpolateAround,
  doubts: doubtsOf,
  keepPrediction,
  boundMaps,
  freshOverlays,
  store: storeBrought,
  /** Within a transaction of the caller, who records what is written. */
  current: currentMask,
  maskIn,
  write: storeMask,
  writeState,
  toldOf,
  vetoesOf,
  addVeto,
  takeBackVeto,
  honouredVetoes,
  mergeVeto,
}

/** A layer's newest mask, checked against its sha256. */
function mask({ store: { db } }: OpenStudy, layer: number): Promise<{ revision: number; bytes: Uint8Array }> {
  return maskIn(db, layer)
}

async function maskIn(
  db: Kysely<Catalogue>,
  layer: number,
): Promise<{ revision: number; bytes: Uint8Array }> {
  const row = await newestRevision(db, layer)
  if (!row) throw new Failure('layerGone')
  return { revision: row.number, bytes: checked(row) }
}

/** The same for somebody who asks. Fails LAYER_NOT_FOUND too for a mask that is kept from them. */
async function seenMask(call: Call, layer: number): ReturnType<typeof mask> {
  await mustBeSeen(call, layer)
  return mask(call.study, layer)
}

/** The reader's own mask of a frame; null where they have painted nothing. Fails FILE_DAMAGED. */
async function own(
  { study, actor }: Call,
  frame: number,
): Promise<{ revision: number; bytes: Uint8Array } | null> {
  const row = await newestRevisionOf(study.store.db, { frame, kind: 'reader', author: actor.name })
  return row ? { revision: row.number, bytes: checked(row) } : null
}

/** Fills the gap around a frame between the reader's masks; null where there are no two. See the contract. */
async function interpolateAround(call: Call, frame: number): Promise<number[] | null> {
  const partners = await partnersOf(call, frame)
  return partners ? interpolate(call, ...partners) : null
}

/** A frame's outlines at a tile's size; of held-out frames no more than `list` tells. */
async function outlines(call: Call, frame: number): Promise<FrameOutlines> {
  return smallOutlines(call.study, await list(call, frame), async (layer) => {
    return (await mask(call.study, layer)).bytes
  })
}

/**
 * The mask as it was before a revision was painted, and that state's own number: undo over restarts. A revision that
 * brought an earlier one back counts as that one, so undo never goes back and forth. Null before the first. Fails
 * FILE_DAMAGED.
 */
async function before(
  call: Call,
  layer: number,
  revision: number,
): Promise<{ revision: number; bytes: Uint8Array } | null> {
  if (!(await maySee(call, layer))) return null
  const { db } = call.study.store
  const rows = db
    .selectFrom('revision')
    .innerJoin('layer', 'layer.id', 'revision.layer_id')
    .innerJoin('frame', 'frame.id', 'layer.frame_id')
    .select(['revision.mask', 'revision.sha256', 'revision.restores', 'frame.width', 'frame.height'])
    .where('revision.layer_id', '=', layer)
  const own = await rows.where('revision.number', '=', revision).executeTakeFirst()
  if (!own) return null
  const painted = own.restores ?? revision
  if (painted === 0) return null
  const older = await rows.where('revision.number', '=', painted - 1).executeTakeFirst()
  if (older) return { revision: older.restores ?? painted - 1, bytes: checked(older) }
  return { revision: 0, bytes: encodeMask(emptyMask(own.width, own.height)) }
}

export interface Stroke {
  readonly frame: number
  readonly stroke: string
  readonly base: number
  readonly x: number
  readonly y: number
  readonly patch: Uint8Array
  /** The revision that it brings back; null for new paint. */
  readonly restores?: number | null
  /** Taken over from another frame, to be looked at. */
  readonly copied?: boolean
}

/** Writes a painted area into the reader's mask. Resolves after the commit. */
async function paint(
  call: Call,
  { frame, stroke, base, x, y, patch, restores = null, copied = false }: Stroke,
): Promise<Saved> {
  const edit = {
    frame,
    base,
    stroke,
    restores,
    origin: 'stroke',
    action: copied ? 'copy' : 'stroke',
    made: copied ? 'copied' : null,
  } as const
  return changeMask(call, edit, async (mask, db) => {
    const painted = { ...decoded(patch, mask.data.length), x, y }
    return apply(mask, painted, (await classesOf(db)).length)
  })
}

/** Makes a model's overlay, but for specks, the reader's mask. */
async function accept(call: Call, frame: number, layer: number, base: number): Promise<Saved> {
  const edit = { frame, base, origin: 'accept', action: 'accept', overlay: layer } as const
  return changeMask(call, edit, async (_, db) => {
    const owner = await db.selectFrom('layer').select('frame_id').where('id', '=', layer).executeTakeFirst()
    if (owner?.frame_id !== frame) throw new Failure('overlayOfOtherFrame')
    if ((await heldBack(call, frame, db))?.isHeldOut) throw new Failure('heldOut')
    const overlay = await newestMask(db, layer)
    if (!overlay) throw new Failure('layerGone')
    return withoutSpecks(overlay)
  })
}

/** Takes a copied or interpolated mask for right as it is: from now on it counts as a label. */
async function confirm(call: Call, frame: number, base: number): Promise<Saved> {
  return changeMask(call, { frame, base, origin: 'accept', action: 'confirm' }, (mask) => mask)
}

function decoded(bytes: Uint8Array, most: number): Mask {
  try {
    return decodeMask(bytes, most)
  } catch (error) {
    throw new Failure('paintUnreadable', {}, error)
  }
}

function apply(mask: Mask, patch: MaskPatch, classes: number): Mask {
  if (patch.data.some((value) => value >= classes && value !== IGNORE)) {
    throw new Failure('paintOfNoClass')
  }
  try {
    return withPatch(mask, patch)
  } catch (error) {
    throw new Failure('paintOutside', {}, error)
  }
}
