import type { Alike, FrameAlike } from '../../../../shared/contract/assist.ts'
import { type FrameColumns, facet } from '../../store/frames/frameColumns.ts'
import { framesOfPatients } from '../../store/framesOfPatients.ts'
import type { OpenStudy } from '../../study/OpenStudy.ts'
import type { FrameLooks } from './FrameLooks.ts'
import { rowsOf } from './rowsOf.ts'

/** The frames of a study that are most like one by how alike each is, of those that were read and are not hidden. */
export async function alikeIn(
  study: OpenStudy,
  looks: FrameLooks,
  similarity: Float32Array,
  { frame, count }: { readonly frame: number; readonly count: number },
): Promise<Alike> {
  const columns = study.index.all
  const { places } = rowsOf(study, looks)
  const shown = rowsShown(columns)
  const read = shown.filter((row) => places[row]! >= 0)
  const of = (row: number) => similarity[places[row]!]!
  const first = read
    .filter((row) => columns.id[row] !== frame)
    .sort((a, b) => of(b) - of(a) || a - b)
    .subarray(0, count)
  const found = [...first].map((row) => ({
    id: columns.id[row]!,
    similarity: Math.min(1, Math.max(0, of(row))),
  }))
  return { frames: await named(study, found), read: read.length, of: shown.length }
}

export const isHidden = ({ facets }: FrameColumns, row: number): boolean =>
  ((facets[row]! >> facet.hidden) & 1) === 1

const rowsShown = (columns: FrameColumns): Uint32Array =>
  Uint32Array.from(columns.id.keys()).filter((row) => !isHidden(columns, row))

async function named(
  { store: { db } }: OpenStudy,
  found: readonly { readonly id: number; readonly similarity: number }[],
): Promise<FrameAlike[]> {
  const rows = await framesOfPatients(db)
    .select(['frame.id', 'frame.name', 'patient.code as patient', 'patient.split'])
    .select(['examination.code as examination', 'frame.modality'])
    .where(
      'frame.id',
      'in',
      found.map(({ id }) => id),
    )
    .execute()
  const byId = new Map(rows.map((row) => [row.id, row]))
  return found.flatMap(({ id, similarity }) => {
    const row = byId.get(id)
    return row ? [{ ...row, similarity }] : []
  })
}
