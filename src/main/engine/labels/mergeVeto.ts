import type { Transaction } from 'kysely'
import { encodeMask } from '../../../shared/domain/rle.ts'
import { sha256 } from '../../files/durableFile.ts'
import type { Catalogue } from '../store/schema.ts'
import { type NewVeto, storeVeto, type ToldVeto, vetoRows } from './vetoes.ts'

/**
 * Adds another study's veto to a frame, inside a transaction of the caller. Undefined where it is there already: the same
 * region is ruled out, or this very veto came before, though it was taken back here since.
 */
export async function mergeVeto(db: Transaction<Catalogue>, veto: NewVeto): Promise<ToldVeto | undefined> {
  const hash = veto.region && sha256(encodeMask(veto.region))
  const known = await vetoRows(db).where('veto.frame_id', '=', veto.frame).execute()
  const isThere = known
    .filter((row) => row.sha256 === hash)
    .some((row) => row.takenBackAt === null || (row.reader === veto.reader && row.at === veto.at))
  return isThere ? undefined : storeVeto(db, veto)
}
