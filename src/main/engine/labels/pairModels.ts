import type { PairedFrame } from '../../../shared/contract/models.ts'
import { framesOfPatients } from '../store/framesOfPatients.ts'
import type { Call } from '../study/Call.ts'
import { disagreementOf } from './disagreement.ts'
import { isHeldBack } from './heldBack.ts'
import { labels } from './labelOf.ts'
import { newestRevision, soundMask } from './newestMask.ts'

/** Ids of two models, and which part of their frames is asked for. */
export interface Asked {
  readonly left: string
  readonly right: string
  /** Part of a frame's name or of its patient's. */
  readonly search: string
  readonly offset: number
  readonly limit: number
}

/** Frames with overlays of both models that this reader may see, in the library's order; masks are read of a page alone. */
export async function pairModels(
  { study, actor }: Call,
  { left, right, search, offset, limit }: Asked,
): Promise<{ total: number; frames: PairedFrame[] }> {
  const { db } = study.store
  const rows = await framesOfPatients(db)
    .innerJoin('layer as left', (join) =>
      join.onRef('left.frame_id', '=', 'frame.id').on('left.kind', '=', 'model').on('left.author', '=', left),
    )
    .innerJoin('layer as right', (join) =>
      join
        .onRef('right.frame_id', '=', 'frame.id')
        .on('right.kind', '=', 'model')
        .on('right.author', '=', right),
    )
    .leftJoin('layer as label', 'label.id', 'frame.label_layer')
    .leftJoin('reading', (join) =>
      join.onRef('reading.frame_id', '=', 'frame.id').on('reading.reader', '=', actor.name),
    )
    .select('reading.stage as ownReading')
    .select(['frame.id', 'frame.name', 'frame.state', 'patient.code as patient', 'patient.split'])
    .select(['label.author as labelAuthor', 'left.id as left', 'right.id as right'])
    .where('frame.hidden', '=', 0)
    .orderBy('patient.code')
    .orderBy('examination.code')
    .orderBy('frame.place')
    .orderBy('frame.id')
    .execute()
  const wanted = search.trim().toLowerCase()
  const holds = (text: string) => text.toLowerCase().includes(wanted)
  const shown = rows
    .filter((row) => !isHeldBack(row, actor.name))
    .filter(({ name, patient }) => holds(name) || holds(patient))
  const known = await labels(study)
  // One that the disk has damaged is named, and the others are compared all the same.
  const soundMaskOf = async (layer: number) => soundMask(await newestRevision(db, layer))
  const frames: PairedFrame[] = []
  for (const row of shown.slice(offset, offset + limit)) {
    const [one, other] = [await soundMaskOf(row.left), await soundMaskOf(row.right)]
    const { id, name, patient } = row
    const label = study.index.isBlind(id) ? null : (known.get(id) ?? null)
    const agreement = one && other ? 1 - disagreementOf(one, other) : null
    frames.push({ id, name, patient, label, left: row.left, right: row.right, agreement })
  }
  return { total: shown.length, frames }
}
