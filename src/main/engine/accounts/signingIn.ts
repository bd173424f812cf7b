import { timingSafeEqual } from 'node:crypto'
import { Failure } from '../../../shared/contract/failure.ts'
import type { AccountRow } from '../store/schema.ts'
import type { OpenStudy } from '../study/OpenStudy.ts'
import { findAccount } from './accountRows.ts'
import { changePeople, note } from './changes.ts'
import { codeHash } from './codes.ts'
import { isPassword, keptForm } from './passwords.ts'

/** Writes down what the trail keeps of signing in; a study that can only be read is signed in to without. */
async function noting(study: OpenStudy, change: Parameters<typeof changePeople<void>>[1]): Promise<void> {
  if (study.store.readOnly === null) await changePeople({ study, actor: { name: '', rights: [] } }, change)
}

/**
 * Whose password it is. Fails SIGN_IN_REFUSED alike for a wrong one, a name that nobody has, an account without a password
 * and one that is not active, all after the same work.
 */
export async function checkPassword(study: OpenStudy, name: string, password: string): Promise<AccountRow> {
  const account = await findAccount(study.store.db, name)
  const isRight = await isPassword(password, account?.password ?? null)
  if (account && isRight && account.active === 1) return account
  if (account) await noteRefusal(study, account)
  throw new Failure('signInRefused')
}

/** Notes when somebody signed in. */
export const noteSignIn = (study: OpenStudy, account: AccountRow, from: 'local' | 'network') =>
  noting(study, async (db) => {
    const at = new Date().toISOString()
    await db.updateTable('account').set({ signed_in_at: at }).where('id', '=', account.id).execute()
    await note(db, account.name, 'signed-in', account, { from })
  })

export async function noteSignOut(study: OpenStudy, name: string): Promise<void> {
  const account = await findAccount(study.store.db, name)
  if (account) await noting(study, (db) => note(db, name, 'signed-out', account))
}

/**
 * Chooses a password with a one-time code, which is used up. Fails SIGN_IN_REFUSED for a code that is wrong, used or too
 * old.
 */
export async function useCode(
  study: OpenStudy,
  name: string,
  code: string,
  password: string,
): Promise<AccountRow> {
  const account = await findAccount(study.store.db, name)
  const hash = codeHash(code)
  if (!account || !isOpen(account, hash)) {
    if (account) await noteRefusal(study, account)
    throw new Failure('codeRefused')
  }
  return setPassword(study, account, await keptForm(password), hash)
}

/** Keeps a password, and uses up whatever code was open. `code`: the hash of the one that must still be. */
export const setPassword = (study: OpenStudy, account: AccountRow, password: string, code?: string) =>
  changePeople({ study, actor: { name: account.name, rights: [] } }, async (db) => {
    const changed = db.updateTable('account').set({ password, code: null, code_until: null })
    const row = await changed
      .where('id', '=', account.id)
      .where('active', '=', 1)
      .$if(code !== undefined, (query) => query.where('code', '=', code ?? ''))
      .returningAll()
      .executeTakeFirst()
    if (!row) throw new Failure('codeRefused')
    await note(db, account.name, 'password-set', account)
    return row
  })

const noteRefusal = (study: OpenStudy, account: AccountRow) =>
  noting(study, (db) => note(db, account.name, 'sign-in-refused', account))

function isOpen({ active, code, code_until: until }: AccountRow, hash: string): boolean {
  if (active === 0 || code === null || until === null || until < new Date().toISOString()) return false
  return timingSafeEqual(Buffer.from(code), Buffer.from(hash))
}
