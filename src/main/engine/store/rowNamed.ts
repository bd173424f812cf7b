import type { Kysely } from 'kysely'
import { Failure } from '../../../shared/contract/failure.ts'
import type { Catalogue, ModelRow, RunRow } from './schema.ts'

/** Shorter beginnings are as likely typed by mistake. */
const SHORTEST = 3

/**
 * The model or round with this id, or the only one whose id begins so. Undefined where there is none; fails
 * WRONG_USAGE where there are several.
 */
export async function rowNamed(
  db: Kysely<Catalogue>,
  table: 'model',
  id: string,
): Promise<ModelRow | undefined>
export async function rowNamed(db: Kysely<Catalogue>, table: 'run', id: string): Promise<RunRow | undefined>
export async function rowNamed(
  db: Kysely<Catalogue>,
  table: 'model' | 'run',
  id: string,
): Promise<ModelRow | RunRow | undefined> {
  const rows = db.selectFrom(table).selectAll()
  const same = await rows.where('id', '=', id).executeTakeFirst()
  if (same || id.length < SHORTEST) return same
  // Not LIKE: what is typed may hold its signs.
  const [found, other] = await rows
    .where((eb) => eb(eb.fn<string>('substr', ['id', eb.lit(1), eb.lit(id.length)]), '=', id.toLowerCase()))
    .orderBy('id')
    .limit(2)
    .execute()
  if (found && other) throw new Failure('severalBeginSo', { id, ids: [found.id, other.id] })
  return found
}
