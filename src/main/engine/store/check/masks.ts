import type { Database } from 'better-sqlite3'
import { isLabel, stateStored } from '../../../../shared/domain/frameState.ts'
import { MOST_CLASSES } from '../../../../shared/domain/labelClass.ts'
import { countValues, type Mask } from '../../../../shared/domain/mask.ts'
import { decodeMask } from '../../../../shared/domain/rle.ts'
import type { Reason } from '../../../../shared/reasons/index.ts'
import { reasonOf } from '../../../../shared/reasons/Refused.ts'
import { sha256 } from '../../../files/durableFile.ts'
import { breather } from './breathe.ts'

interface Revision {
  readonly id: number
  readonly layer_id: number
  readonly number: number
  readonly mask: Buffer
  readonly sha256: string
  readonly areas: string
  readonly restores: number | null
  readonly frame: number
  readonly width: number
  readonly height: number
}

/** Masks that are not what was saved, revisions that are missing, and frames whose row says otherwise than their masks. */
export async function checkedMasks(catalogue: Database): Promise<Reason[]> {
  const problems: Reason[] = []
  const rest = breather()
  const rows = catalogue.prepare(
    `SELECT revision.id, layer_id, number, mask, revision.sha256, areas, restores,
       frame.id AS frame, frame.width, frame.height
     FROM revision JOIN layer ON layer.id = revision.layer_id JOIN frame ON frame.id = layer.frame_id
     ORDER BY layer_id, number`,
  )
  let [layer, expected] = [0, 1]
  for (const row of rows.iterate() as IterableIterator<Revision>) {
    if (row.layer_id !== layer) [layer, expected] = [row.layer_id, 1]
    if (row.number !== expected)
      problems.push(reasonOf('revisionMissing', { frame: row.frame, revision: expected }))
    expected = row.number + 1
    const mask = isUnchanged(row) ? decoded(row.mask) : undefined
    if (!mask || !isAsTold(mask, row)) problems.push(reasonOf('revisionChanged', { revision: row.id }))
    else if (mask.width !== row.width || mask.height !== row.height)
      problems.push(reasonOf('revisionOfOtherSize', { revision: row.id, frame: row.frame }))
    await rest()
  }
  const empty = catalogue
    .prepare(`SELECT frame_id FROM layer WHERE NOT EXISTS (SELECT 1 FROM revision WHERE layer_id = layer.id)`)
    .pluck()
    .all() as number[]
  for (const frame of empty) problems.push(reasonOf('revisionMissing', { frame, revision: 1 }))
  return [...problems, ...oddLabels(catalogue)]
}

const isUnchanged = (row: Revision): boolean => sha256(row.mask) === row.sha256

/** Whether what a row says of its mask is so. */
function isAsTold(mask: Mask, row: Revision): boolean {
  const restores = row.restores ?? 0
  return row.areas === JSON.stringify(areasOf(mask, row.areas)) && restores >= 0 && restores < row.number
}

/** As many classes as are written down: earlier versions counted fewer. */
function areasOf(mask: Mask, written: string): number[] {
  const counts = [...countValues(mask).subarray(0, MOST_CLASSES)]
  try {
    return counts.slice(0, (JSON.parse(written) as number[]).length)
  } catch {
    return counts
  }
}

function decoded(bytes: Buffer): Mask | undefined {
  try {
    return decodeMask(new Uint8Array(bytes))
  } catch {
    return undefined
  }
}

/** Frames that say to have a label and name none of their readers', or the other way round. */
function oddLabels(catalogue: Database): Reason[] {
  const rows = catalogue
    .prepare(
      `SELECT frame.id, frame.state, frame.label_layer AS label, layer.frame_id AS of, layer.kind
       FROM frame LEFT JOIN layer ON layer.id = frame.label_layer
       WHERE frame.state IN (2, 3) OR frame.label_layer IS NOT NULL`,
    )
    .all() as { id: number; state: number; label: number | null; of: number | null; kind: string | null }[]
  const isOdd = ({ id, state, label, of, kind }: (typeof rows)[number]) =>
    isLabel(stateStored(state)) ? of !== id || kind !== 'reader' : label !== null
  return rows.filter(isOdd).map(({ id }) => reasonOf('labelOdd', { frame: id }))
}
