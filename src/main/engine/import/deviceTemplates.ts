import { mustWrite, type Session } from '../Session.ts'
import { setSetting, settingOf } from '../store/settings.ts'
import type { DeviceTemplates, Share4 } from './found/Incoming.ts'

const KEY = 'device-templates'

/** Where each device writes its texts, as this study knows it. */
export async function templatesOf({ store: { db } }: Session): Promise<DeviceTemplates> {
  return JSON.parse((await settingOf(db, KEY)) ?? '{}') as DeviceTemplates
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
  await setSetting(session.store.db, KEY, JSON.stringify(templates))
  return templates
}
