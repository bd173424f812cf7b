import { useState } from 'react'
import { askDesk, isDesktop } from '../api/desk.ts'

/**
 * Has a folder chosen: in the system's own window in the desktop app; in a browser `isPicking` says that a list of folders
 * is to be shown.
 */
export function useFolderChoice(title: string, onChoose: (folder: string) => void) {
  const [isPicking, setPicking] = useState(false)
  const ask = async () => {
    if (!isDesktop()) return setPicking(true)
    const [folder] = (await askDesk({ kind: 'choose', choice: 'folder', title }))?.paths ?? []
    if (folder !== undefined) onChoose(folder)
  }
  return { isPicking, ask: () => void ask(), stop: () => setPicking(false) }
}
