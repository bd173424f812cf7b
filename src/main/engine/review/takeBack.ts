import type { Transaction } from 'kysely'
import { Failure } from '../../../shared/contract/failure.ts'
import { decodeMask } from '../../../shared/domain/rle.ts'
import { LabelService } from '../labels/LabelService.ts'
import { record } from '../store/audit.ts'
import { mustNotBeSigned } from '../store/review/signed.ts'
import { writeVerdict } from '../store/review/writeVerdict.ts'
import type { Catalogue } from '../store/schema.ts'
import type { Call } from '../study/Call.ts'
import { put } from './finish.ts'
import { mustStillBe } from './ofMask.ts'
import { ownPart } from './ownPart.ts'
import { type FoundRegions, regionsOfLayer } from './regionsOfLayer.ts'
import { sayOfRegion } from './sayOfRegion.ts'
import { type Reviewed, reviewedOf } from './underReview.ts'
import { standingOf } from './verdicts.ts'
import { writing } from './writing.ts'

/** Takes back what whoever asks said last on a frame; whether there was anything. See the contract. */
export async function takeBack(call: Call, frame: number): Promise<{ tookBack: boolean }> {
  if (!call.study.index.holds(frame)) throw new Failure('frameGone')
  const now = await reviewedOf(call, frame)
  if (!now) return { tookBack: false }
  const mine = now.accepted?.reviewer === call.actor.name
  if (now.accepted && !mine) return { tookBack: false }
  const reviewed = mine ? await reviewedBefore(call, now) : now
  const before = mine ? await LabelService.before(call, now.layer.id, now.revision) : null
  return writing(call, frame, async (db) => {
    await mustNotBeSigned(db, frame)
    await mustStillBe(db, now)
    const standing = await standingOf(db, reviewed.layer.id, reviewed.map.regions)
    if (mine) {
      await reopen(db, call, { now, reviewed, before })
      // What was finished by a word of its own is open again, and that is all that was said last.
      if (standing.every((said) => said === undefined || said.says === 'rejected'))
        return { tells: ['labels', 'review'], is: { tookBack: true } }
    }
    const tookBack = await takeBackLast(db, call, reviewed)
    return { tells: ['labels', 'review'], is: { tookBack } }
  })
}

/** The mask that was under review when a frame was finished: the one that was accepted, or what it was made of. */
async function reviewedBefore(call: Call, now: Reviewed): Promise<Reviewed> {
  const { db } = call.study.store
  const begun = await db
    .selectFrom('verdict')
    .select('layer_id')
    .where('frame_id', '=', now.frame)
    .where('says', 'in', ['begun', 'reopened'])
    .orderBy('id', 'desc')
    .limit(1)
    .executeTakeFirst()
  if (begun?.layer_id == null || begun.layer_id === now.layer.id) return now
  const layer = (await LabelService.list(call, now.frame)).find(({ id }) => id === begun.layer_id)
  if (!layer) return now
  const found: FoundRegions = await regionsOfLayer(call.study, layer.id)
  return { frame: now.frame, layer, accepted: null, ...found }
}

interface Reopening {
  readonly now: Reviewed
  readonly reviewed: Reviewed
  /** The reviewer's mask as it was before the frame was finished. */
  readonly before: { readonly revision: number; readonly bytes: Uint8Array } | null
}

/** A frame that was accepted is in review again, with the mask and the label that it had. */
async function reopen(
  db: Transaction<Catalogue>,
  call: Call,
  { now, reviewed, before }: Reopening,
): Promise<void> {
  const { frame, layer, revision } = reviewed
  const author = call.actor.name
  if (now.layer.id !== layer.id && before) {
    const stored = await LabelService.write(db, { frame, kind: 'reader', author }, decodeMask(before.bytes), {
      origin: 'stroke',
      restores: before.revision,
      backTo: 'inProgress',
    })
    await record(db, {
      actor: author,
      action: 'reopen',
      subject: `frame:${frame}`,
      detail: { saved: [LabelService.toldOf(stored, author)], state: stored.state },
    })
    if (layer.kind === 'reader') await LabelService.takeAsLabel(db, frame, layer.id)
  }
  await writeVerdict(db, author, { frame, says: 'reopened', layer: { id: layer.id, revision } })
}

async function takeBackLast(db: Transaction<Catalogue>, call: Call, reviewed: Reviewed): Promise<boolean> {
  const { frame, layer, revision, map } = reviewed
  const author = call.actor.name
  const standing = await standingOf(db, layer.id, map.regions)
  const mine = standing.flatMap((said, place) => (said?.reviewer === author ? [{ said, place }] : []))
  const last = mine.toSorted((a, b) => b.said.id - a.said.id)[0]
  const region = last && map.regions[last.place]
  if (!region) return false
  const said = { frame, layer: layer.id, revision, says: 'takenBack', reason: null } as const
  if (last.said.says !== 'edited' || layer.own) {
    await sayOfRegion(db, author, region, said)
    return true
  }
  // What was taken into the reviewer's own mask leaves it again.
  const own = await ownPart(call, db, reviewed)
  const mask = { ...own, data: own.data.slice() }
  put(mask, map, last.place, 0)
  const stored = await LabelService.write(db, { frame, kind: 'reader', author }, mask, { origin: 'stroke' })
  const detail = { saved: [LabelService.toldOf(stored, author)], state: stored.state }
  await sayOfRegion(db, author, region, { ...said, detail })
  return true
}
