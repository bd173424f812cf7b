import { readFile } from 'node:fs/promises'
import { extname, join, normalize, sep } from 'node:path'
import { app, type BrowserWindow, protocol, session } from 'electron'
import { contentSecurityPolicy, mimeTypes } from '../server/page.ts'

export const ORIGIN = 'app://loco'

/** Before the app is ready: our own scheme, standard and secure, so that storage and modules work on it. */
export function registerScheme(): void {
  protocol.registerSchemesAsPrivileged([
    { scheme: 'app', privileges: { standard: true, secure: true, supportFetchAPI: true } },
  ])
  app.commandLine.appendSwitch('host-resolver-rules', 'MAP * ~NOTFOUND')
  for (const off of ['disable-background-networking', 'disable-component-update', 'disable-sync'])
    app.commandLine.appendSwitch(off)
}

/** Serves the window's files from one folder and nothing else; every other request is refused. */
export function lockDown(pages: string): void {
  protocol.registerBufferProtocol('app', (request, answer) => {
    const path = normalize(join(pages, decodeURIComponent(new URL(request.url).pathname)))
    const file = path === `${pages}${sep}` || path === pages ? join(pages, 'index.html') : path
    const type = mimeTypes[extname(file)]
    if (!file.startsWith(`${pages}${sep}`) || !type) return answer({ error: -6 })
    readFile(file).then(
      (data) =>
        answer({
          data,
          mimeType: type,
          headers: { 'Content-Security-Policy': contentSecurityPolicy, 'X-Content-Type-Options': 'nosniff' },
        }),
      () => answer({ error: -6 }),
    )
  })
  const { defaultSession } = session
  defaultSession.setPermissionRequestHandler((_, __, allow) => allow(false))
  defaultSession.setPermissionCheckHandler(() => false)
  defaultSession.webRequest.onBeforeRequest((details, answer) => {
    const allowed = /^(app:\/\/loco\/|blob:app:\/\/loco\/|data:|devtools:)/.test(details.url)
    if (!allowed) console.error(`Blocked a request to ${details.url}`)
    answer({ cancel: !allowed })
  })
}

/** A window that stays where it is: no navigation, no new windows, no embedded pages. */
export function pin({ webContents }: BrowserWindow): void {
  webContents.setWindowOpenHandler(() => ({ action: 'deny' }))
  webContents.on('will-navigate', (event) => event.preventDefault())
  webContents.on('will-attach-webview', (event) => event.preventDefault())
}
