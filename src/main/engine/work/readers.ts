import { Failure } from '../../../shared/contract/failure.ts'
import { roles } from '../../../shared/domain/roles.ts'
import type { OpenStudy } from '../study/OpenStudy.ts'

/** Who may be given work: accounts that may label, where there are accounts, else whoever the study knows as a reader. */
export async function readersIn({
  store: { db },
}: OpenStudy): Promise<{ hasAccounts: boolean; names: string[] }> {
  const accounts = await db.selectFrom('account').select(['name', 'role']).where('active', '=', 1).execute()
  if (accounts.length > 0) {
    const able = accounts.filter(({ role }) => (roles[role].slice() as string[]).includes('label'))
    return { hasAccounts: true, names: inOrder(able.map(({ name }) => name)) }
  }
  const painted = await db
    .selectFrom('layer')
    .select('author as name')
    .distinct()
    .where('kind', '=', 'reader')
    .execute()
  const told = await db.selectFrom('assignment').select('reader as name').distinct().execute()
  return { hasAccounts: false, names: inOrder([...painted, ...told].map(({ name }) => name)) }
}

const { compare } = new Intl.Collator(['en', 'zh'], { numeric: true })

/** Each name once. */
const inOrder = (names: readonly string[]): string[] => [...new Set(names)].sort(compare)

/** Refuses to give work to somebody without an account that may label, where there are accounts. Fails WRONG_USAGE. */
export async function mustBeReaders(study: OpenStudy, readers: readonly string[]): Promise<void> {
  const { hasAccounts, names } = await readersIn(study)
  const stranger = hasAccounts ? readers.find((reader) => !names.includes(reader)) : undefined
  if (stranger !== undefined) throw new Failure('notAReader', { reader: stranger })
}

/** Who is to read an examination, and by when. */
export const readersOf = (
  { store: { db } }: OpenStudy,
  examination: number,
): Promise<{ name: string; due: string | null }[]> =>
  db
    .selectFrom('assignment')
    .select(['reader as name', 'due'])
    .where('examination_id', '=', examination)
    .orderBy('id')
    .execute()
