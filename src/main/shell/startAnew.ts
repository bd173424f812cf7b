import { basename, join } from 'node:path'
import { app, type BrowserWindow, ipcMain } from 'electron'
import { currentVersion, folderOf, type Installation } from '../install/Installation.ts'

/** Ends the app and starts the version that `current.txt` names, when the window asks for it after an update. */
export function answerStartAnew({ webContents }: BrowserWindow, installation: Installation): void {
  ipcMain.on('start-anew', (event) => {
    if (event.senderFrame !== webContents.mainFrame) return
    const version = folderOf(installation, currentVersion(installation))
    // Each version has a program of the same name; the launcher would start that one too.
    app.relaunch({ execPath: join(version, basename(process.execPath)) })
    app.quit()
  })
}
