import type { Kysely } from 'kysely'
import { isLabel, stateStored } from '../../../shared/domain/frameState.ts'
import { framesOfPatients } from '../store/framesOfPatients.ts'
import { isBlind } from '../store/review/blind.ts'
import type { Catalogue, ReadingStage } from '../store/schema.ts'
import type { Call } from '../study/Call.ts'

/** What decides whether a model's overlay may be seen on a frame. */
export interface Held {
  readonly split: 'train' | 'validation' | 'test'
  /** As the catalogue stores it. */
  readonly state: number
  /** Whose mask is the frame's label; null without one. */
  readonly labelAuthor: string | null
  /** How far whoever asks is with their own mask; null where no row tells of it. */
  readonly ownReading: ReadingStage | null
}

/**
 * Whether overlays stay hidden on a frame: frames of validation and test patients judge the models, so the reader's
 * own mask comes first there, unswayed.
 */
export const isHeldBack = ({ split, state, labelAuthor, ownReading }: Held, reader: string): boolean =>
  split !== 'train' && ownReading !== 'submitted' && !(isLabel(stateStored(state)) && labelAuthor === reader)

/** What of a frame is kept from whoever asks. */
interface Holding {
  readonly isHeldOut: boolean
  readonly overlaysHidden: boolean
  readonly labelLayer: number | null
  /** Other readers' masks are kept back. */
  readonly isBlind: boolean
  /** Whoever asks has said that theirs is finished. */
  readonly isSubmitted: boolean
}

/** The same of one frame of the study, as it is within a transaction where one is given; undefined where it is gone. */
export async function heldBack(
  { study, actor }: Call,
  frame: number,
  db: Kysely<Catalogue> = study.store.db,
): Promise<Holding | undefined> {
  const row = await framesOfPatients(db)
    .leftJoin('layer as label', 'label.id', 'frame.label_layer')
    .leftJoin('reading', (join) =>
      join.onRef('reading.frame_id', '=', 'frame.id').on('reading.reader', '=', actor.name),
    )
    .select([
      'reading.stage as ownReading',
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
    isBlind: await isBlind(db, frame),
    isSubmitted: row.ownReading === 'submitted',
  }
}

/** Whether what models see on a frame is kept from a reader for now. */
export const hidesOverlays = async (call: Call, frame: number): Promise<boolean> =>
  (await heldBack(call, frame))?.overlaysHidden ?? false
