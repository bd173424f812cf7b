import { sql, type Transaction } from 'kysely'
import type { Catalogue } from '../schema.ts'

/**
 * Writes onto the rows of frames, from one id to before another, what a model's overlays hold. A frame without one
 * tells of none, and how far labels disagree is left open.
 */
export async function tellOfOverlays(
  transaction: Transaction<Catalogue>,
  model: string,
  from: number,
  to: number,
): Promise<void> {
  await sql`UPDATE frame SET predicted = 0, predicted_areas = NULL, disagreement = NULL
    WHERE id >= ${from} AND id < ${to} AND (predicted <> 0 OR disagreement IS NOT NULL)`.execute(transaction)
  await sql`UPDATE frame SET predicted_areas = (
      SELECT revision.areas FROM layer JOIN revision ON revision.layer_id = layer.id
      WHERE layer.frame_id = frame.id AND layer.kind = 'model' AND layer.author = ${model}
      ORDER BY revision.number DESC LIMIT 1)
    WHERE id >= ${from} AND id < ${to}
      AND id IN (SELECT frame_id FROM layer WHERE kind = 'model' AND author = ${model})`.execute(transaction)
  await sql`UPDATE frame SET predicted = (
      SELECT 1 + coalesce(sum(CASE WHEN key > 0 AND key < 8 AND value > 0 THEN 1 << key ELSE 0 END), 0)
      FROM json_each(frame.predicted_areas))
    WHERE id >= ${from} AND id < ${to} AND predicted_areas IS NOT NULL`.execute(transaction)
}
