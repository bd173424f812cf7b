import type { Kysely } from 'kysely'
import { Failure } from '../../../shared/contract/failure.ts'
import type { Account } from '../../../shared/contract/people.ts'
import type { AccountRow, Catalogue } from '../store/schema.ts'
import { folded } from './names.ts'

type Db = Kysely<Catalogue>

/** All accounts of a study, in the order of their names. */
export const accountRows = (db: Db): Promise<AccountRow[]> =>
  db.selectFrom('account').selectAll().orderBy('folded').execute()

/** The account of a name, however its letters are written; undefined where there is none. */
export const findAccount = (db: Db, name: string): Promise<AccountRow | undefined> =>
  db.selectFrom('account').selectAll().where('folded', '=', folded(name)).executeTakeFirst()

/** Fails ACCOUNT_NOT_FOUND. */
export async function accountNamed(db: Db, name: string): Promise<AccountRow> {
  const row = await findAccount(db, name)
  if (!row) throw new Failure('accountGone', { name })
  return row
}

/** An account as those see it who look after people: nothing of it that anybody could sign in with. */
export function told(row: AccountRow): Account {
  const { name, role, active, password, code_until: until, signed_in_at: signedInAt } = row
  const isOpen = until !== null && until > new Date().toISOString()
  return {
    name,
    role,
    active: active === 1,
    hasPassword: password !== null,
    codeUntil: isOpen ? until : null,
    signedInAt,
  }
}
