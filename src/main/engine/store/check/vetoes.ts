import type { Database } from 'better-sqlite3'
import { countValues } from '../../../../shared/domain/mask.ts'
import { decodeMask } from '../../../../shared/domain/rle.ts'
import type { Reason } from '../../../../shared/reasons/index.ts'
import { reasonOf } from '../../../../shared/reasons/Refused.ts'
import { sha256 } from '../../../files/durableFile.ts'
import { breather } from './breathe.ts'

interface Row {
  readonly id: number
  readonly mask: Buffer | null
  readonly sha256: string | null
  readonly pixels: number
  readonly frame: number
  readonly width: number
  readonly height: number
}

/** Vetoes whose region is not what was saved, or not one of their frame's; none in a study of before there were any. */
export async function checkedVetoes(catalogue: Database): Promise<Reason[]> {
  if (!catalogue.prepare(`SELECT 1 FROM sqlite_master WHERE type = 'table' AND name = 'veto'`).get())
    return []
  const problems: Reason[] = []
  const rest = breather()
  const rows = catalogue.prepare(
    `SELECT veto.id, mask, veto.sha256, pixels, frame.id AS frame, frame.width, frame.height
     FROM veto JOIN frame ON frame.id = veto.frame_id ORDER BY veto.id`,
  )
  for (const row of rows.iterate() as IterableIterator<Row>) {
    if (!isSound(row)) problems.push(reasonOf('vetoChanged', { frame: row.frame, veto: row.id }))
    await rest()
  }
  return problems
}

function isSound({ mask, sha256: hash, pixels, width, height }: Row): boolean {
  if (mask === null) return pixels === width * height
  if (sha256(mask) !== hash) return false
  try {
    const region = decodeMask(new Uint8Array(mask))
    return region.width === width && region.height === height && countValues(region)[1] === pixels
  } catch {
    return false
  }
}
