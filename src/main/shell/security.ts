import { app, type BrowserWindow, protocol, type Session, session } from 'electron'
import { contentSecurityPolicy, pageFile } from '../server/page.ts'
import { RELAY_HOST } from './relayHost.ts'

export const ORIGIN = 'app://loco'

/** Before the app is ready: our own scheme, standard and secure, so that storage and modules work on it. */
export function registerScheme(): void {
  protocol.registerSchemesAsPrivileged([
    { scheme: 'app', privileges: { standard: true, secure: true, supportFetchAPI: true } },
  ])
  // The first rule that fits counts: the way to a server that somebody opened begins on this machine (`servers/Relay.ts`).
  app.commandLine.appendSwitch('host-resolver-rules', `MAP ${RELAY_HOST} 127.0.0.1,MAP * ~NOTFOUND`)
  // Peers would be told of this machine by a name that is announced to the whole network.
  app.commandLine.appendSwitch('disable-features', 'WebRtcHideLocalIpsWithMdns')
  for (const off of ['disable-background-networking', 'disable-component-update', 'disable-sync'])
    app.commandLine.appendSwitch(off)
}

const HEADERS = { 'Content-Security-Policy': contentSecurityPolicy, 'X-Content-Type-Options': 'nosniff' }
const NOT_FOUND = -6

/** Answers our scheme. `protocol.handle` is newer than the Electron of the tests, its predecessor older than ours. */
function servePages(pages: string): void {
  if (typeof protocol.handle === 'function') {
    protocol.handle('app', async ({ url }) => {
      const file = await pageFile(pages, url)
      if (!file) return new Response('There is no such page.', { status: 404 })
      return new Response(new Uint8Array(file.data), { headers: { ...HEADERS, 'Content-Type': file.type } })
    })
    return
  }
  protocol.registerBufferProtocol('app', (request, answer) => {
    void pageFile(pages, request.url).then((file) => {
      if (!file) return answer({ error: NOT_FOUND })
      const [mimeType = '', charset = 'utf-8'] = file.type.split('; charset=')
      answer({ data: file.data, mimeType, charset, headers: HEADERS })
    })
  })
}

/** What goes over it arrives nowhere: nothing listens there, and there is no way around it. */
const NOWHERE = 'http://127.0.0.1:9'

/** Serves the window's files from one folder and nothing else; every other request is refused. */
export async function lockDown(pages: string): Promise<void> {
  servePages(pages)
  await allowOnly(session.defaultSession, [`${ORIGIN}/`, `blob:${ORIGIN}/`], NOWHERE)
}

/** Lets the pages of a session ask for addresses that begin as these, by one proxy, and grants them nothing. */
export async function allowOnly(
  part: Session,
  beginnings: readonly string[],
  proxyRules: string,
): Promise<void> {
  part.setPermissionRequestHandler((_, permission, allow) => {
    refused(`the permission ${permission}`)
    allow(false)
  })
  part.setPermissionCheckHandler(() => false)
  // Connections between peers are no requests, which the next would see.
  await part.setProxy({ proxyRules, proxyBypassRules: '<-loopback>' })
  const allowed = [...beginnings, 'data:', 'devtools:']
  part.webRequest.onBeforeRequest(({ url }, answer) => {
    const isAllowed = allowed.some((beginning) => url.startsWith(beginning))
    if (!isAllowed) refused(`a request to ${url}`)
    answer({ cancel: !isAllowed })
  })
}

const refused = (what: string) => console.error(`Refused ${what}`)

/** A window that stays where it is: no navigation, no new windows, no embedded pages, no connections to peers. */
export function pin({ webContents }: BrowserWindow): void {
  webContents.setWindowOpenHandler(({ url }) => {
    refused(`a window of ${url}`)
    return { action: 'deny' }
  })
  webContents.on('will-navigate', (event, url) => {
    refused(`to go to ${url}`)
    event.preventDefault()
  })
  webContents.on('will-attach-webview', (event) => {
    refused('an embedded page')
    event.preventDefault()
  })
  webContents.setWebRTCIPHandlingPolicy('disable_non_proxied_udp')
}
