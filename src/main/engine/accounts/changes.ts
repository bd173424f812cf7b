import type { Transaction } from 'kysely'
import { Failure } from '../../../shared/contract/failure.ts'
import type { Role } from '../../../shared/domain/roles.ts'
import { record } from '../store/audit.ts'
import type { Catalogue } from '../store/schema.ts'
import { setSetting } from '../store/settings.ts'
import { failureOf } from '../store/sqliteFailure.ts'
import type { Call } from '../study/Call.ts'
import { mustWrite } from '../study/OpenStudy.ts'
import { accountNamed, findAccount } from './accountRows.ts'
import { oneTimeCode } from './codes.ts'
import { folded, personName } from './names.ts'

type Db = Transaction<Catalogue>

/** The key under which a study keeps after how many minutes without a hand on it a window is locked. */
export const IDLE = 'idleMinutes'

/** Changes who may sign in, in one transaction with its row of the trail. */
export async function changePeople<T>({ study }: Call, change: (db: Db) => Promise<T>): Promise<T> {
  mustWrite(study)
  try {
    return await study.store.db.transaction().execute(change)
  } catch (error) {
    throw failureOf(error)
  }
}

/** What the trail tells of accounts; never anything that somebody could sign in with. */
type Told =
  | 'account-created'
  | 'account-role'
  | 'account-activated'
  | 'account-deactivated'
  | 'code-given'
  | 'password-set'
  | 'signed-in'
  | 'signed-out'
  | 'signed-out-everywhere'
  | 'sign-in-refused'

/** Notes in the trail what was done to an account. */
export const note = (
  db: Db,
  actor: string,
  action: Told,
  account: { readonly id: number; readonly name: string },
  detail: Readonly<Record<string, unknown>> = {},
) =>
  record(db, { actor, action, subject: `account:${account.id}`, detail: { name: account.name, ...detail } })

/** What an account begins with besides its name and role. */
type Secret = { readonly password: string } | { readonly code: string; readonly code_until: string }

/**
 * Adds an account. Fails WRONG_USAGE for a name that is taken or unfit, and where the first one is not an engineer, who
 * alone can add the others.
 */
export async function addAccount(db: Db, actor: string, wanted: string, role: Role, secret: Secret) {
  const name = personName(wanted)
  if (await findAccount(db, name)) throw new Failure('personNameTaken', { name })
  const first = await db.selectFrom('account').select('id').limit(1).executeTakeFirst()
  if (!first && role !== 'engineer') throw new Failure('firstIsEngineer')
  const row = { name, folded: folded(name), role, created_at: new Date().toISOString(), ...secret }
  const { id } = await db.insertInto('account').values(row).returning('id').executeTakeFirstOrThrow()
  await note(db, actor, 'account-created', { id, name }, { role })
  return { id, name }
}

/** Gives an account another one-time code; its password stays good until a new one is chosen. */
export async function giveCode(db: Db, actor: string, name: string): Promise<string> {
  const account = await accountNamed(db, name)
  const { code, hash, until } = oneTimeCode()
  await db
    .updateTable('account')
    .set({ code: hash, code_until: until })
    .where('id', '=', account.id)
    .execute()
  await note(db, actor, 'code-given', account, { until })
  return code
}

/** Fails WRONG_USAGE where nobody would be left to look after people. */
export async function setRole(db: Db, actor: string, name: string, role: Role): Promise<string> {
  const account = await accountNamed(db, name)
  if (role !== 'engineer') await mustNotBeLast(db, account.id)
  await db.updateTable('account').set({ role }).where('id', '=', account.id).execute()
  await note(db, actor, 'account-role', account, { before: account.role, after: role })
  return account.name
}

/** The same for whether somebody may sign in at all. What they did stays theirs. */
export async function setActive(db: Db, actor: string, name: string, active: boolean): Promise<string> {
  const account = await accountNamed(db, name)
  if (!active) await mustNotBeLast(db, account.id)
  const change = active ? { active: 1 as const } : { active: 0 as const, code: null, code_until: null }
  await db.updateTable('account').set(change).where('id', '=', account.id).execute()
  await note(db, actor, active ? 'account-activated' : 'account-deactivated', account)
  return account.name
}

/** After how many minutes without a hand on it a window is locked; 0 for never. */
export async function setIdle(db: Db, actor: string, minutes: number): Promise<void> {
  await setSetting(db, IDLE, String(minutes))
  await record(db, { actor, action: 'set-idle', subject: 'study', detail: { minutes } })
}

/** One who has never chosen a password cannot look after anybody yet. */
async function mustNotBeLast(db: Db, id: number): Promise<void> {
  const engineers = await db
    .selectFrom('account')
    .select('id')
    .where('role', '=', 'engineer')
    .where('active', '=', 1)
    .where('password', 'is not', null)
    .execute()
  if (engineers.length === 1 && engineers[0]?.id === id) throw new Failure('lastEngineer')
}
