import type { Split } from '../../../shared/contract/frames.ts'
import { labelSource, stateStored } from '../../../shared/domain/frameState.ts'
import { framesOfPatients } from '../store/framesOfPatients.ts'
import type { OpenStudy } from '../study/OpenStudy.ts'

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
 * The layer that is a frame's label, by the rule that counts go by too (`labelSource`). Undefined: the frame teaches
 * and judges nothing.
 */
export function labelOf({ split, state, labelLayer, reference }: Candidates): number | undefined {
  switch (labelSource(split, stateStored(state), reference !== null)) {
    case 'reference':
      return reference ?? undefined
    case 'reader':
      return labelLayer ?? undefined
    case undefined:
      return undefined
  }
}

/** Layers that are labels, by frame: of all frames, or of those asked for. */
export async function labels(
  { store: { db } }: OpenStudy,
  frames?: readonly number[],
): Promise<Map<number, number>> {
  const all = framesOfPatients(db)
    .leftJoin('layer as reference', (join) =>
      join.onRef('reference.frame_id', '=', 'frame.id').on('reference.kind', '=', 'reference'),
    )
    .select(['frame.id', 'frame.state', 'frame.label_layer', 'patient.split', 'reference.id as reference'])
    .where((eb) => eb.or([eb('frame.label_layer', 'is not', null), eb('reference.id', 'is not', null)]))
  const rows = await (frames ? all.where('frame.id', 'in', [...frames]) : all).execute()
  return new Map(
    rows.flatMap(({ id, state, label_layer: labelLayer, split, reference }) => {
      const layer = labelOf({ split, state, labelLayer, reference })
      return layer === undefined ? [] : [[id, layer] as const]
    }),
  )
}
