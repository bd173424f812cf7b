import { join } from 'node:path'
import { sha256 } from '../../../files/durableFile.ts'
import type { Session } from '../../Session.ts'

/** Where a study's patient key lies when nobody has chosen a place: apart from the study, named after it. */
export async function ownKeyFile({ store, name }: Session, keysFolder: string): Promise<string> {
  const created = await store.db
    .selectFrom('setting')
    .select('value')
    .where('key', '=', 'created')
    .executeTakeFirst()
  const id = sha256(new TextEncoder().encode(created?.value ?? store.folder)).slice(0, 8)
  // A study may be named after a time of day; Windows takes no colon in a file's name.
  return join(keysFolder, `${name.replaceAll(/[<>:"/\\|?*]/g, '-')}-${id}.key`)
}
