import type { Transaction } from 'kysely'
import type { LayerKind } from '../../../shared/contract/layers.ts'
import {
  afterPainting,
  declared,
  type FrameState,
  frameStates,
  type Holds,
  isLabel,
  stateStored,
} from '../../../shared/domain/frameState.ts'
import { MOST_CLASSES } from '../../../shared/domain/labelClass.ts'
import type { Mask } from '../../../shared/domain/mask.ts'
import { classBits } from '../store/frames/classBits.ts'
import type { Catalogue } from '../store/schema.ts'
import { disagreementOn } from './disagreement.ts'

/** What a mask holds, from its pixels of each value, `[256]`. */
export const holdsOf = (counts: Uint32Array, pixels: number): Holds => ({
  anything: counts[0] !== pixels,
  lesion: counts.subarray(1, 255).some((count) => count > 0),
})

/** A mask that was just stored, as far as its frame's row tells of it. */
export interface Stored {
  readonly frame: number
  readonly kind: LayerKind
  readonly layer: number
  readonly mask: Mask
  readonly counts: Uint32Array
  /** Whether somebody says with it that the frame is finished. */
  readonly declares: boolean
  /** It never takes the place of a label that is there. */
  readonly yieldsToLabel: boolean
  /** The state that undo brings back with it. */
  readonly backTo?: FrameState | undefined
}

/**
 * Writes onto the frame what a reader's new mask makes of it, in the transaction that stores the mask: filters read
 * it there. A reference is for judging and counts for nothing here. Returns the state before and after.
 */
export async function markFrame(
  db: Transaction<Catalogue>,
  { frame, kind, layer, mask, counts, backTo, ...stored }: Stored,
): Promise<{ before: FrameState; after: FrameState }> {
  const row = await db
    .selectFrom('frame')
    .select(['state', 'label_layer'])
    .where('id', '=', frame)
    .executeTakeFirstOrThrow()
  const before = stateStored(row.state)
  // What another reader paints beside a label changes nothing of it until they say that theirs is finished.
  const isOthers = isLabel(before) && row.label_layer !== layer
  const declares = stored.declares && !(stored.yieldsToLabel && isLabel(before))
  if (kind !== 'reader' || (isOthers && !declares)) return { before, after: before }
  const holds = holdsOf(counts, mask.data.length)
  const after = declares ? declared(holds) : afterPainting(backTo ?? before, holds)
  await writeState(db, frame, { state: after, layer, mask, counts })
  return { before, after }
}

/** Writes a frame's state, and what its label or the mask under way holds. */
export async function writeState(
  db: Transaction<Catalogue>,
  frame: number,
  {
    state,
    layer,
    mask,
    counts,
  }: Pick<Stored, 'mask' | 'counts'> & { state: FrameState; layer: number | null },
): Promise<void> {
  const tells = isLabel(state) || holdsOf(counts, mask.data.length).anything
  await db
    .updateTable('frame')
    .set({
      state: frameStates.indexOf(state),
      label_layer: isLabel(state) ? layer : null,
      painted: tells ? classBits(counts) : 0,
      painted_areas: tells ? JSON.stringify([...counts.subarray(0, MOST_CLASSES)]) : null,
      // Strokes of a mask under way read no overlay for it.
      disagreement: isLabel(state) ? await disagreementOn(db, frame, mask) : null,
    })
    .where('id', '=', frame)
    .execute()
}
