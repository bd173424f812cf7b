import type { LayerSummary } from '../../../shared/contract/layers.ts'
import type { OpenStudy } from '../study/OpenStudy.ts'

/** Those of a frame's layers that their readers have submitted: the one that is its label, and whose readers said they are through. */
export async function submittedOf(
  { store: { db } }: OpenStudy,
  frame: number,
  layers: readonly LayerSummary[],
): Promise<LayerSummary[]> {
  const rows = await db
    .selectFrom('reading')
    .select('reader')
    .where('frame_id', '=', frame)
    .where('stage', '=', 'submitted')
    .execute()
  const through = new Set(rows.map(({ reader }) => reader))
  return layers.filter(({ kind, isLabel, author }) => kind === 'reader' && (isLabel || through.has(author)))
}
