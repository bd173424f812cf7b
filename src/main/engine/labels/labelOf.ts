import type { Split } from '../../../shared/contract/frames.ts'
import { frameStates, isLabel } from '../../../shared/domain/frameState.ts'
import type { Session } from '../Session.ts'

/** What is known of the masks of one frame. */
export interface Candidates {
  readonly split: Split
  /** As the catalogue stores it. */
  readonly state: number
  /** The reader's layer that was last said to be finished. */
  readonly labelLayer: number | null
  /** The gold standard that came with the frame. */
  readonly reference: number | null
}

/**
 * The one rule for whose mask is a frame's label, used by rounds, counts and exports: the mask that somebody last
 * said is finished, with or without a lesion. On frames of held-out patients a reference that came with them goes
 * before it. Undefined: the frame teaches and judges nothing.
 */
export function labelOf({ split, state, labelLayer, reference }: Candidates): number | undefined {
  if (split !== 'train' && reference !== null) return reference
  return isLabel(frameStates[state] ?? 'untouched') ? (labelLayer ?? undefined) : undefined
}

/** Layers that are labels, by frame: of all frames, or of those asked for. */
export async function labels(
  { store: { db } }: Session,
  frames?: readonly number[],
): Promise<Map<number, number>> {
  const all = db
    .selectFrom('frame')
    .innerJoin('examination', 'examination.id', 'frame.examination_id')
    .innerJoin('patient', 'patient.id', 'examination.patient_id')
    .leftJoin('layer as reference', (join) =>
      join.onRef('reference.frame_id', '=', 'frame.id').on('reference.kind', '=', 'reference'),
    )
    .select(['frame.id', 'frame.state', 'frame.label_layer', 'patient.split', 'reference.id as reference'])
  const rows = await (frames ? all.where('frame.id', 'in', [...frames]) : all).execute()
  return new Map(
    rows.flatMap(({ id, state, label_layer: labelLayer, split, reference }) => {
      const layer = labelOf({ split, state, labelLayer, reference })
      return layer === undefined ? [] : [[id, layer] as const]
    }),
  )
}
