import type { LayerSummary } from '../../../shared/contract/layers.ts'
import type { Call } from '../study/Call.ts'
import { submittedOf } from './submitted.ts'

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
  const said = await db
    .selectFrom('verdict')
    .innerJoin('layer', 'layer.id', 'verdict.layer_id')
    .select(['verdict.layer_id as layer', 'verdict.says', 'verdict.reviewer', 'layer.author'])
    .where('verdict.frame_id', '=', frame)
    .execute()
  // Who lets a mask of their own stand that nobody has reviewed has made it of others' while they reviewed or settled.
  const reviewed = new Set(said.flatMap(({ says, layer }) => (says === 'begun' ? [layer] : [])))
  const isMade = new Set(
    said
      .filter(({ says, author, reviewer }) => /^(accepted|settled)$/.test(says) && author === reviewer)
      .filter(({ layer }) => !reviewed.has(layer))
      .map(({ layer }) => layer),
  )
  const readings = submitted.filter(({ id }) => !isMade.has(id))
  const someAccount = await db.selectFrom('account').select('id').limit(1).executeTakeFirst()
  return { layers: readings, hasRead: someAccount !== undefined && readings.some(({ own }) => own) }
}
