import type { Modality } from '../../../shared/contract/frames.ts'
import { isLabel, stateStored } from '../../../shared/domain/frameState.ts'
import type { OpenStudy } from '../study/OpenStudy.ts'

/** A reader's mask of a frame that they have submitted. */
export interface Reading {
  readonly frame: number
  readonly name: string
  readonly modality: Modality
  readonly reader: string
  readonly layer: number
  /** Its newest revision, and when that was saved. */
  readonly newest: number
  readonly at: string
  /** Null where nobody knows. */
  readonly mmPerPixel: number | null
}

/**
 * All masks that readers have submitted: one that is its frame's label, or of which it was said. Frames that are read blind
 * still are left out. Frames in the library's order of coming, readers by name.
 */
export async function submittedReadings({
  store: { db },
  index,
}: OpenStudy): Promise<{ readings: Reading[]; blind: number }> {
  const rows = await db
    .selectFrom('layer')
    .innerJoin('frame', 'frame.id', 'layer.frame_id')
    .innerJoin('revision', 'revision.layer_id', 'layer.id')
    .leftJoin('reading', (join) =>
      join.onRef('reading.frame_id', '=', 'frame.id').onRef('reading.reader', '=', 'layer.author'),
    )
    .leftJoin('calibration', 'calibration.frame_id', 'frame.id')
    .select(['frame.id as frame', 'frame.name', 'frame.modality', 'frame.state', 'frame.label_layer'])
    .select(['layer.id as layer', 'layer.author as reader', 'reading.stage'])
    .select(['revision.id as newest', 'revision.at', 'calibration.mm_per_pixel as mmPerPixel'])
    .where('layer.kind', '=', 'reader')
    .where('frame.hidden', '=', 0)
    .where('revision.number', '=', ({ selectFrom }) =>
      selectFrom('revision as later')
        .whereRef('later.layer_id', '=', 'layer.id')
        .select(({ fn }) => fn.max('later.number').as('last')),
    )
    .orderBy('frame.id')
    .orderBy('layer.author')
    .execute()
  const submitted = rows.filter(
    ({ layer, label_layer, state, stage }) =>
      stage === 'submitted' || (layer === label_layer && isLabel(stateStored(state))),
  )
  return {
    readings: submitted.filter(({ frame }) => !index.isBlind(frame)),
    blind: new Set(submitted.filter(({ frame }) => index.isBlind(frame)).map(({ frame }) => frame)).size,
  }
}

/** Two readers' masks of one frame, the readers by name. */
export interface Pair {
  readonly one: Reading
  readonly other: Reading
}

/** Every pair of masks of one frame. */
export function pairsOf(readings: readonly Reading[]): Pair[] {
  const pairs: Pair[] = []
  for (let from = 0; from < readings.length; ) {
    let to = from + 1
    while (readings[to]?.frame === readings[from]?.frame && to < readings.length) to++
    const onFrame = readings.slice(from, to)
    for (const [i, one] of onFrame.entries())
      for (const other of onFrame.slice(i + 1)) pairs.push({ one, other })
    from = to
  }
  return pairs
}
