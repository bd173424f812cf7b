import { mustWrite, type Session } from '../Session.ts'
import type { DeviceTemplates, Share4 } from './Incoming.ts'

const KEY = 'device-templates'

/** Where each device writes its texts, as this study knows it. */
export async function templatesOf({ store: { db } }: Session): Promise<DeviceTemplates> {
  const row = await db.selectFrom('setting').select('value').where('key', '=', KEY).executeTakeFirst()
  return row ? (JSON.parse(row.value) as DeviceTemplates) : {}
}

/** Sets the parts to make black in all pictures of a device that come in from now on; none removes the device. */
export async function setTemplate(
  session: Session,
  device: string,
  parts: readonly Share4[],
): Promise<DeviceTemplates> {
  mustWrite(session)
  const { [device]: _, ...others } = await templatesOf(session)
  const templates = parts.length > 0 ? { ...others, [device]: parts } : others
  const value = JSON.stringify(templates)
  await session.store.db
    .insertInto('setting')
    .values({ key: KEY, value })
    .onConflict((c) => c.column('key').doUpdateSet({ value }))
    .execute()
  return templates
}
