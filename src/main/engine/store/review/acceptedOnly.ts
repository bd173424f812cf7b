import type { Kysely } from 'kysely'
import type { Catalogue } from '../schema.ts'
import { setSetting, settingOf } from '../settings.ts'

const KEY = 'acceptedOnly'

/** Whether rounds of the study learn from accepted labels alone. */
export const isAcceptedOnly = async (db: Kysely<Catalogue>): Promise<boolean> =>
  (await settingOf(db, KEY)) === '1'

/** Says so, inside a transaction of the caller. */
export const setAcceptedOnly = (db: Kysely<Catalogue>, only: boolean): Promise<void> =>
  setSetting(db, KEY, only ? '1' : '0')
