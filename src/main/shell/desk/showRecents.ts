import { app } from 'electron'
import type { MenuEntry } from '../../../shared/shell/desk.ts'

interface Recents {
  readonly label: string
  readonly entries: readonly MenuEntry[]
}

/**
 * Studies opened before, where the system shows such lists beside the app's sign: Windows' jump list, macOS' dock. Windows
 * gets tasks with the studies' own names, not documents: those would show folders, which may bear patients' names.
 */
export function showRecents(menus: readonly Recents[]): void {
  const [recents] = menus
  const studies = (recents?.entries ?? []).flatMap((entry) => (entry.kind === 'study' ? [entry] : []))
  if (process.platform === 'win32')
    app.setJumpList([
      {
        type: 'custom',
        name: recents?.label ?? '',
        items: studies.map(({ label, folder }) => ({
          type: 'task',
          title: label,
          program: process.execPath,
          args: `"${folder}"`,
          iconPath: process.execPath,
          iconIndex: 0,
        })),
      },
    ])
  if (process.platform !== 'darwin') return
  app.clearRecentDocuments()
  for (const { folder } of [...studies].reverse()) app.addRecentDocument(folder)
}
