/** The desktop app: one engine, one window. */
import { join } from 'node:path'
import { app, dialog } from 'electron'
import { startEngineHost } from './shell/EngineHost.ts'
import { lockDown, registerScheme } from './shell/security.ts'
import { openWindow } from './shell/window.ts'

registerScheme()

if (!app.requestSingleInstanceLock()) app.quit()
else {
  void app.whenReady().then(() => {
    lockDown(join(__dirname, '../renderer'))
    const host = startEngineHost(join(__dirname, 'engine.js'))
    let quitting = false
    app.on('before-quit', () => {
      quitting = true
      host.stop()
    })
    host.onExit(() => {
      if (quitting) return
      dialog.showErrorBox(
        'LoCo Studio',
        'The engine stopped unexpectedly. Everything that was saved is safe; start LoCo Studio again.',
      )
      app.exit(1)
    })
    openWindow(host)
  })
  app.on('window-all-closed', () => app.quit())
}
