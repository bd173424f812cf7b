import type { Kysely } from 'kysely'
import { mustWrite, type Session } from '../Session.ts'
import type { Catalogue } from '../store/schema.ts'
import { setSetting, settingOf } from '../store/settings.ts'
import type { DeviceTemplates, Share4 } from './Incoming.ts'

const KEY = 'device-templates'

/** Where each device writes its texts, as this study knows it. */
export const templatesOf = ({ store: { db } }: Session): Promise<DeviceTemplates> => templatesIn(db)

async function templatesIn(db: Kysely<Catalogue>): Promise<DeviceTemplates> {
  return JSON.parse((await settingOf(db, KEY)) ?? '{}') as DeviceTemplates
}

/** Sets the parts to make black in all pictures of a device that come in from now on; none removes the device. */
export async function setTemplate(
  session: Session,
  device: string,
  parts: readonly Share4[],
): Promise<DeviceTemplates> {
  mustWrite(session)
  return session.store.db.transaction().execute(async (transaction) => {
    const { [device]: _, ...others } = await templatesIn(transaction)
    const templates = parts.length > 0 ? { ...others, [device]: parts } : others
    await setSetting(transaction, KEY, JSON.stringify(templates))
    return templates
  })
}
