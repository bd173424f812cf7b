import { sha256 } from '../../files/durableFile.ts'
import type { Store } from './openStore.ts'
import { settingOf } from './settings.ts'

/** By what something outside a study tells whose it is, wherever the study lies and whatever it is called by now. */
export async function markOf({ db, folder }: Store): Promise<string> {
  const created = await settingOf(db, 'created')
  return sha256(new TextEncoder().encode(created ?? folder)).slice(0, 8)
}
