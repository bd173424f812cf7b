import { app, type BrowserWindow, Menu, type MenuItemConstructorOptions } from 'electron'
import type { MenuEntry, SystemMenu } from '../../../shared/shell/desk.ts'
import { showRecents } from './showRecents.ts'

/** Called with what was chosen. */
interface Chosen {
  command(id: string): void
  study(folder: string): void
}

/**
 * Shows the window's menu in its own words. Keys are shown and not listened to: the window listens to them itself, where it
 * knows what has the focus.
 */
export function showMenu(home: BrowserWindow, menu: SystemMenu, chosen: Chosen): void {
  const item = (entry: MenuEntry): MenuItemConstructorOptions => {
    switch (entry.kind) {
      case 'line':
        return { type: 'separator' }
      case 'role':
        return { role: entry.role, label: withoutMarks(entry.label) }
      case 'study':
        return { label: withoutMarks(entry.label), click: () => chosen.study(entry.folder) }
      case 'command':
        return {
          id: entry.id,
          label: withoutMarks(entry.label),
          enabled: entry.enabled,
          click: () => chosen.command(entry.id),
          ...(entry.keys === undefined ? {} : { accelerator: entry.keys, registerAccelerator: false }),
        }
    }
  }
  const template = menu.map(({ label, entries }) => ({
    label: withoutMarks(label),
    submenu: entries.map((entry) =>
      entry.kind === 'menu'
        ? {
            label: withoutMarks(entry.label),
            submenu: entry.entries.map(item),
            enabled: entry.entries.length > 0,
          }
        : item(entry),
    ),
  }))
  const built = Menu.buildFromTemplate(
    process.platform === 'darwin' ? [{ role: 'appMenu' as const }, ...template] : template,
  )
  // It would take the place of a server's, whose window stands where this one stood.
  const put = () => Menu.setApplicationMenu(built)
  if (home.isVisible() || !app.isReady()) put()
  else home.once('show', put)
  showRecents(
    menu.flatMap(({ entries }) => entries.flatMap((entry) => (entry.kind === 'menu' ? [entry] : []))),
  )
}

/** A single & would mark a letter. */
const withoutMarks = (label: string) => label.replaceAll('&', '&&')
