import { sql } from 'kysely'
import { idOfModelInUse } from '../store/modelInUse.ts'
import { setSetting, settingOf } from '../store/settings.ts'
import type { OpenStudy } from '../study/OpenStudy.ts'
import { perMille } from './disagreement.ts'
import { newestMask, newestMaskOf } from './newestMask.ts'

/** The setting that names the model whose overlays the frames' rows tell of; empty for none. */
const FOLLOWED = 'overlays-of'
/** Frames written in one go. */
const STRETCH = 5000

/**
 * Brings what frames' rows say of a model (which classes it sees, how far labels disagree) to the model in use.
 * Does nothing where they tell of it already; broken off, it is done again when the study is opened next.
 */
export async function followModel(study: OpenStudy): Promise<void> {
  const { db, readOnly } = study.store
  if (readOnly !== null) return
  const wanted = (await idOfModelInUse(db)) ?? ''
  if ((await settingOf(db, FOLLOWED)) === wanted) return
  const { last } = await db
    .selectFrom('frame')
    .select((eb) => eb.fn.max('id').as('last'))
    .executeTakeFirstOrThrow()
  for (let from = 0; from <= (last ?? 0); from += STRETCH) await follow(study, wanted, from, from + STRETCH)
  await setSetting(db, FOLLOWED, wanted)
  study.index.drop()
  study.changes.send({ what: 'frames' })
}

async function follow({ store: { db } }: OpenStudy, model: string, from: number, to: number): Promise<void> {
  await db.transaction().execute(async (transaction) => {
    await sql`UPDATE frame SET predicted = 0, predicted_areas = NULL, disagreement = NULL
      WHERE id >= ${from} AND id < ${to} AND (predicted <> 0 OR disagreement IS NOT NULL)`.execute(
      transaction,
    )
    await sql`UPDATE frame SET predicted_areas = (
        SELECT revision.areas FROM layer JOIN revision ON revision.layer_id = layer.id
        WHERE layer.frame_id = frame.id AND layer.kind = 'model' AND layer.author = ${model}
        ORDER BY revision.number DESC LIMIT 1)
      WHERE id >= ${from} AND id < ${to}
        AND id IN (SELECT frame_id FROM layer WHERE kind = 'model' AND author = ${model})`.execute(
      transaction,
    )
    await sql`UPDATE frame SET predicted = (
        SELECT 1 + coalesce(sum(CASE WHEN key > 0 AND key < 8 AND value > 0 THEN 1 << key ELSE 0 END), 0)
        FROM json_each(frame.predicted_areas))
      WHERE id >= ${from} AND id < ${to} AND predicted_areas IS NOT NULL`.execute(transaction)
    const both = await transaction
      .selectFrom('frame')
      .select(['id', 'label_layer as label'])
      .where('id', '>=', from)
      .where('id', '<', to)
      .where('label_layer', 'is not', null)
      .where('predicted', '!=', 0)
      .execute()
    for (const { id, label } of both) {
      const said = label === null ? undefined : await newestMask(transaction, label)
      const overlay = await newestMaskOf(transaction, { frame: id, kind: 'model', author: model })
      if (!said || !overlay) continue
      const disagreement = perMille(said, overlay)
      await transaction.updateTable('frame').set({ disagreement }).where('id', '=', id).execute()
    }
  })
}
