import type { Kysely } from 'kysely'
import { IGNORE } from '../../../shared/domain/labelClass.ts'
import type { Mask } from '../../../shared/domain/mask.ts'
import { idOfModelInUse } from '../store/modelInUse.ts'
import type { Catalogue } from '../store/schema.ts'
import { newestRevision, newestRevisionOf, soundMask } from './newestMask.ts'

/** How far a frame's label and the overlay of the model in use differ, per mille; null where there is no overlay. */
export async function disagreementOn(
  db: Kysely<Catalogue>,
  frame: number,
  label: Mask,
): Promise<number | null> {
  const model = await idOfModelInUse(db)
  const key = { frame, kind: 'model', author: model ?? '' } as const
  const overlay = model && soundMask(await newestRevisionOf(db, key))
  return overlay ? perMille(label, overlay) : null
}

/** What a reader said is finished on a frame; undefined where nobody did. */
export async function readersLabel(db: Kysely<Catalogue>, frame: number): Promise<Mask | undefined> {
  const row = await db.selectFrom('frame').select('label_layer').where('id', '=', frame).executeTakeFirst()
  return row?.label_layer == null ? undefined : soundMask(await newestRevision(db, row.label_layer))
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
