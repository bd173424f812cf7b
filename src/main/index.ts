/** The desktop app: one engine, one window. */
import { join } from 'node:path'
import { app, BrowserWindow } from 'electron'
import { runtimeHere } from './runtime.ts'
import { Crashes } from './shell/crashes/Crashes.ts'
import { watchShell, watchWindow } from './shell/crashes/watchCrashes.ts'
import { keepWithin } from './shell/dataHome.ts'
import { answerDesk } from './shell/desk/answerDesk.ts'
import { startEngineHost } from './shell/EngineHost.ts'
import { enginePlace } from './shell/enginePlace.ts'
import { HandedOver, handedIn } from './shell/handedOver/HandedOver.ts'
import { lockDown, registerScheme } from './shell/security.ts'
import { answerServers } from './shell/servers/answerServers.ts'
import { KnownServers } from './shell/servers/KnownServers.ts'
import { openWindow } from './shell/window.ts'

const installation = runtimeHere(__dirname)
const { dataFolder, logFile } = installation
/** A word on the command line of a checkout, where Electron is told what to run. */
const appFolder = app.isPackaged ? null : app.getAppPath()
const handedOver = new HandedOver()

keepWithin(dataFolder)
watchShell(installation, () => BrowserWindow.getAllWindows().length > 0)
registerScheme()

if (!app.requestSingleInstanceLock()) app.quit()
else {
  handedOver.take(handedIn(process.argv, process.cwd(), appFolder))
  app.on('second-instance', (_, argv, typedIn) => {
    const [window] = BrowserWindow.getAllWindows()
    if (window?.isMinimized()) window.restore()
    window?.focus()
    handedOver.take(handedIn(argv, typedIn, appFolder), typedIn)
  })
  app.on('open-file', (event, path) => {
    event.preventDefault()
    handedOver.take([path])
  })
  void app.whenReady().then(async () => {
    await lockDown(join(__dirname, '../renderer'))
    const host = startEngineHost(enginePlace(process.resourcesPath, __dirname))
    app.on('before-quit', () => host.stop())
    const home = openWindow(host)
    watchWindow(installation, home, host)
    handedOver.onTaken(() => {
      if (!home.isDestroyed()) home.webContents.send('handed-over')
    })
    answerDesk({ home, handedOver, crashes: new Crashes(dataFolder), installation, logFile })
    answerServers(home, new KnownServers(join(dataFolder, 'servers.json')))
  })
  app.on('window-all-closed', () => app.quit())
}
