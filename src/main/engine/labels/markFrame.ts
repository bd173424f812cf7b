import type { Transaction } from 'kysely'
import type { LayerKind } from '../../../shared/contract/layers.ts'
import { IGNORE } from '../../../shared/domain/labelClass.ts'
import type { Mask } from '../../../shared/domain/mask.ts'
import { decodeMask } from '../../../shared/domain/rle.ts'
import type { Catalogue } from '../store/schema.ts'

/** Classes that a frame's row counts. */
export const CLASSES = 8

/** Bits of a mask: 1 for "there is one", 1 << class for each class above 0 that it holds. */
export function classBits(areas: ArrayLike<number>): number {
  let bits = 1
  for (let c = 1; c < CLASSES; c++) if ((areas[c] ?? 0) > 0) bits |= 1 << c
  return bits
}

/**
 * Writes onto the frame what its newest mask holds, in the transaction that stores the mask: filters read it there.
 * A reference is for judging and does not count.
 */
export async function markFrame(
  db: Transaction<Catalogue>,
  { frame, kind }: { frame: number; kind: LayerKind },
  mask: Mask,
  { counts, isLabel }: { counts: Uint32Array; isLabel: boolean },
): Promise<void> {
  if (kind === 'reference') return
  const areas = JSON.stringify([...counts])
  const other = await newestMask(db, frame, kind === 'reader' ? 'model' : 'reader')
  const disagreement = other ? Math.round(1000 * disagreementOf(mask, other)) : null
  const marks =
    kind === 'reader'
      ? { painted: isLabel ? classBits(counts) : 0, painted_areas: isLabel ? areas : null }
      : { predicted: classBits(counts), predicted_areas: areas }
  await db
    .updateTable('frame')
    .set({ ...marks, disagreement })
    .where('id', '=', frame)
    .execute()
}

async function newestMask(
  db: Transaction<Catalogue>,
  frame: number,
  kind: LayerKind,
): Promise<Mask | undefined> {
  const row = await db
    .selectFrom('layer')
    .innerJoin('revision', 'revision.layer_id', 'layer.id')
    .select('revision.mask')
    .where('layer.frame_id', '=', frame)
    .where('layer.kind', '=', kind)
    .orderBy('revision.id', 'desc')
    .limit(1)
    .executeTakeFirst()
  return row && decodeMask(new Uint8Array(row.mask))
}

/** Share of the pixels that either calls a lesion on which the two differ, 0 to 1; ignored pixels do not count. */
export function disagreementOf(a: Mask, b: Mask): number {
  if (a.data.length !== b.data.length) return 1
  let lesion = 0
  let differing = 0
  for (let i = 0; i < a.data.length; i++) {
    const [one, other] = [a.data[i]!, b.data[i]!]
    if ((one === 0 && other === 0) || one === IGNORE || other === IGNORE) continue
    lesion++
    if (one !== other) differing++
  }
  return lesion === 0 ? 0 : differing / lesion
}
