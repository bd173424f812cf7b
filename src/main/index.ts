/** The desktop app: one engine, one window. */
import { join } from 'node:path'
import { app } from 'electron'
import { installationOf } from './install/Installation.ts'
import { hindrance } from './install/verify.ts'
import { dataFolder } from './runtime.ts'
import { startEngineHost } from './shell/EngineHost.ts'
import { enginePlace } from './shell/enginePlace.ts'
import { refuseToStart } from './shell/refuseToStart.ts'
import { lockDown, registerScheme } from './shell/security.ts'
import { answerServers } from './shell/servers/answerServers.ts'
import { KnownServers } from './shell/servers/KnownServers.ts'
import { answerStartAnew } from './shell/startAnew.ts'
import { openWindow } from './shell/window.ts'

registerScheme()

if (!app.requestSingleInstanceLock()) app.quit()
else {
  void app.whenReady().then(async () => {
    await lockDown(join(__dirname, '../renderer'))
    const installation = installationOf(__dirname)
    const why = installation && (await hindrance(installation.folder, 'engine'))
    if (why) return refuseToStart(why)
    const host = startEngineHost(enginePlace(process.resourcesPath, __dirname))
    app.on('before-quit', () => host.stop())
    const window = openWindow(host)
    if (installation) answerStartAnew(window, installation)
    answerServers(window, new KnownServers(join(dataFolder(), 'servers.json')))
  })
  app.on('window-all-closed', () => app.quit())
}
