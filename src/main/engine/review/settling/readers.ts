import type { LayerSummary } from '../../../../shared/contract/layers.ts'
import type { Call } from '../../study/Call.ts'
import { submittedOf } from '../submitted.ts'

/** Who has read a frame, and whether whoever asks is one of them. */
export interface Readers {
  readonly layers: readonly LayerSummary[]
  /** Always false where the study has no accounts: there one person may do all. */
  readonly hasRead: boolean
}

/** Those layers of a frame that are readings of it: what was made of others' masks, by reviewing or settling them, is none. */
export async function readersOf(
  { study }: Call,
  frame: number,
  layers: readonly LayerSummary[],
): Promise<Readers> {
  const { db } = study.store
  const submitted = await submittedOf(study, frame, layers)
  const made = await db
    .selectFrom('verdict')
    .innerJoin('layer', 'layer.id', 'verdict.layer_id')
    .select('verdict.layer_id')
    .where('verdict.frame_id', '=', frame)
    .where('verdict.says', '=', 'settled')
    .whereRef('layer.author', '=', 'verdict.reviewer')
    .execute()
  const isMade = new Set(made.map(({ layer_id: layer }) => layer))
  const readings = submitted.filter(({ id }) => !isMade.has(id))
  const someAccount = await db.selectFrom('account').select('id').limit(1).executeTakeFirst()
  return { layers: readings, hasRead: someAccount !== undefined && readings.some(({ own }) => own) }
}
