import type { Kysely } from 'kysely'
import type { Catalogue } from '../store/schema.ts'
import { setSetting, settingOf } from '../store/settings.ts'
import { mustWrite, type OpenStudy } from '../study/OpenStudy.ts'
import type { DeviceTemplates, Share4 } from './found/Incoming.ts'

const KEY = 'device-templates'

/** Where each device writes its texts, as this study knows it. */
export const templatesOf = ({ store: { db } }: OpenStudy): Promise<DeviceTemplates> => templatesIn(db)

async function templatesIn(db: Kysely<Catalogue>): Promise<DeviceTemplates> {
  return JSON.parse((await settingOf(db, KEY)) ?? '{}') as DeviceTemplates
}

/** Sets the parts to make black in all pictures of a device that come in from now on; none removes the device. */
export async function setTemplate(
  study: OpenStudy,
  device: string,
  parts: readonly Share4[],
): Promise<DeviceTemplates> {
  mustWrite(study)
  return study.store.db.transaction().execute(async (transaction) => {
    const { [device]: _, ...others } = await templatesIn(transaction)
    const templates = parts.length > 0 ? { ...others, [device]: parts } : others
    await setSetting(transaction, KEY, JSON.stringify(templates))
    return templates
  })
}
