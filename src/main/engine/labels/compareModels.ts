import type { ComparedFrame, Comparison } from '../../../shared/contract/models.ts'
import { framesOfPatients } from '../store/framesOfPatients.ts'
import type { Call } from '../study/Call.ts'
import type { OpenStudy } from '../study/OpenStudy.ts'
import { disagreementOf } from './disagreement.ts'
import { isHeldBack } from './heldBack.ts'
import { labels } from './labelOf.ts'
import { newestMask } from './newestMask.ts'

/** Ids of the model looked at, and of the one that it is compared with. */
interface Pair {
  readonly now: string
  readonly before: string | null
}

/**
 * Labelled frames as two models see them, the worst change first: validation frames, which neither has learned from,
 * and whose overlays this reader may see. Where there is none of those yet, labelled training frames.
 */
export async function compareModels(
  { study, actor }: Call,
  pair: Pair,
): Promise<Pick<Comparison, 'split' | 'frames' | 'hidden'>> {
  const known = await labels(study)
  const rows = await framesOfPatients(study.store.db)
    .leftJoin('layer as label', 'label.id', 'frame.label_layer')
    .leftJoin('reading', (join) =>
      join.onRef('reading.frame_id', '=', 'frame.id').on('reading.reader', '=', actor.name),
    )
    .select('reading.stage as ownReading')
    .select(['frame.id', 'frame.name', 'frame.state', 'patient.code as patient', 'patient.split'])
    .select('label.author as labelAuthor')
    .where('frame.hidden', '=', 0)
    .orderBy('frame.id')
    .execute()
  const labelled = rows.filter(({ id }) => known.has(id) && !study.index.isBlind(id))
  const validation = labelled.filter(({ split }) => split === 'validation')
  const shown = validation.filter((row) => !isHeldBack(row, actor.name))
  const split = shown.length > 0 ? 'validation' : 'train'
  const chosen = shown.length > 0 ? shown : labelled.filter((row) => row.split === 'train')
  const overlays = await overlaysOf(study, pair)
  const frames: ComparedFrame[] = []
  for (const { id, name, patient } of chosen) {
    const { now, before } = overlays.get(id) ?? {}
    const label = known.get(id)
    if (now === undefined || label === undefined) continue
    const compared = await compareOn(study, label, now, before)
    if (compared) frames.push({ id, name, patient, ...compared })
  }
  frames.sort((a, b) => changeOf(a) - changeOf(b) || a.now - b.now)
  return { split, frames, hidden: validation.length - shown.length }
}

/** Without a model before, the frames that are seen worst come first. */
const changeOf = ({ now, before }: ComparedFrame): number => now - (before ?? 1)

interface Overlays {
  readonly now?: number
  readonly before?: number
}

/** Layers of the two models, by frame. */
async function overlaysOf(
  { store: { db } }: OpenStudy,
  { now, before }: Pair,
): Promise<Map<number, Overlays>> {
  const rows = await db
    .selectFrom('layer')
    .select(['id', 'frame_id', 'author'])
    .where('kind', '=', 'model')
    .where('author', 'in', before === null ? [now] : [now, before])
    .execute()
  const found = new Map<number, Overlays>()
  for (const { id, frame_id, author } of rows)
    found.set(frame_id, { ...found.get(frame_id), [author === now ? 'now' : 'before']: id })
  return found
}

async function compareOn(
  { store: { db } }: OpenStudy,
  label: number,
  now: number,
  before: number | undefined,
): Promise<Omit<ComparedFrame, 'id' | 'name' | 'patient'> | undefined> {
  const [truth, seen] = [await newestMask(db, label), await newestMask(db, now)]
  const seenBefore = before === undefined ? undefined : await newestMask(db, before)
  if (!truth || !seen) return undefined
  return {
    before: seenBefore ? 1 - disagreementOf(truth, seenBefore) : null,
    now: 1 - disagreementOf(truth, seen),
    label,
    overlayBefore: before ?? null,
    overlayNow: now,
  }
}
