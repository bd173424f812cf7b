import type { Kysely } from 'kysely'
import { isLabel, stateStored } from '../../../shared/domain/frameState.ts'
import { framesOfPatients } from '../store/framesOfPatients.ts'
import type { Catalogue } from '../store/schema.ts'
import type { Call } from '../study/Call.ts'

/** What decides whether a model's overlay may be seen on a frame. */
export interface Held {
  readonly split: 'train' | 'validation' | 'test'
  /** As the catalogue stores it. */
  readonly state: number
  /** Whose mask is the frame's label; null without one. */
  readonly labelAuthor: string | null
}

/**
 * Whether overlays stay hidden on a frame: frames of validation and test patients judge the models, so the reader's
 * own mask comes first there, unswayed.
 */
export const isHeldBack = ({ split, state, labelAuthor }: Held, reader: string): boolean =>
  split !== 'train' && !(isLabel(stateStored(state)) && labelAuthor === reader)

/** The same of one frame of the study, as it is within a transaction where one is given; undefined where it is gone. */
export async function heldBack(
  { study, actor }: Call,
  frame: number,
  db: Kysely<Catalogue> = study.store.db,
): Promise<{ isHeldOut: boolean; overlaysHidden: boolean; labelLayer: number | null } | undefined> {
  const row = await framesOfPatients(db)
    .leftJoin('layer as label', 'label.id', 'frame.label_layer')
    .select([
      'patient.split',
      'frame.state',
      'frame.label_layer as labelLayer',
      'label.author as labelAuthor',
    ])
    .where('frame.id', '=', frame)
    .executeTakeFirst()
  if (!row) return undefined
  return {
    isHeldOut: row.split !== 'train',
    overlaysHidden: isHeldBack(row, actor.name),
    labelLayer: row.labelLayer,
  }
}

/** Whether what models see on a frame is kept from a reader for now. */
export const hidesOverlays = async (call: Call, frame: number): Promise<boolean> =>
  (await heldBack(call, frame))?.overlaysHidden ?? false
