import { type BrowserWindow, dialog } from 'electron'
import type { Choice } from '../../../shared/shell/desk.ts'

interface Wanted {
  readonly choice: Choice
  readonly title: string
  readonly start?: string | undefined
}

/** Has a person choose in the system's own window; null where they call it off. A new file is only named: nothing is written. */
export async function choose(
  home: BrowserWindow,
  { choice, title, start }: Wanted,
): Promise<string[] | null> {
  const where = { title, ...(start === undefined ? {} : { defaultPath: start }) }
  if (choice === 'newFile') {
    const { canceled, filePath } = await dialog.showSaveDialog(home, where)
    return canceled || !filePath ? null : [filePath]
  }
  const { canceled, filePaths } = await dialog.showOpenDialog(home, {
    ...where,
    properties: choice === 'folder' ? ['openDirectory', 'createDirectory'] : ['openFile', 'multiSelections'],
  })
  return canceled || filePaths.length === 0 ? null : filePaths
}
