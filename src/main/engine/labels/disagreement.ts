import type { Kysely } from 'kysely'
import { IGNORE } from '../../../shared/domain/labelClass.ts'
import type { Mask } from '../../../shared/domain/mask.ts'
import { decodeMask } from '../../../shared/domain/rle.ts'
import { modelInUse } from '../store/modelInUse.ts'
import type { Catalogue } from '../store/schema.ts'
import { newestMask } from './newestMask.ts'

/** How far a reader's mask and the overlay of the model in use differ, per mille; null where there is no overlay. */
export async function disagreementOn(
  db: Kysely<Catalogue>,
  frame: number,
  mask: Mask,
): Promise<number | null> {
  const model = await modelInUse(db)
  const overlay = model && (await newestMask(db, { frame, kind: 'model', author: model.id }))
  return overlay ? perMille(mask, overlay) : null
}

/** What readers say of a frame: its label, else what was painted last; undefined where nothing is. */
export async function newestReading(db: Kysely<Catalogue>, frame: number): Promise<Mask | undefined> {
  const row = await db
    .selectFrom('frame')
    .innerJoin('layer', 'layer.frame_id', 'frame.id')
    .innerJoin('revision', 'revision.layer_id', 'layer.id')
    .select('revision.mask')
    .where('frame.id', '=', frame)
    .where('frame.painted', '!=', 0)
    .where('layer.kind', '=', 'reader')
    .where((eb) =>
      eb.or([eb('frame.label_layer', 'is', null), eb('frame.label_layer', '=', eb.ref('layer.id'))]),
    )
    .orderBy('revision.id', 'desc')
    .limit(1)
    .executeTakeFirst()
  return row && decodeMask(new Uint8Array(row.mask))
}

export const perMille = (a: Mask, b: Mask): number => Math.round(1000 * disagreementOf(a, b))

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
