import { createHash } from 'node:crypto'
import { BrowserWindow, Menu, type Session, session } from 'electron'
import { certificateIn } from '../../server/certificates/Certificate.ts'
import { allowOnly, ORIGIN, pin } from '../security.ts'
import { openRelay } from './Relay.ts'
import type { ServerPlace } from './shownCertificate.ts'

/** Chromium's word for a certificate that is not to be taken, and for one that is. */
const NOT_TAKEN = -2
const TAKEN = 0
/** Of a page that was to be left and was not: that is no failure. */
const STAYED = -3

/**
 * Shows a server's pages in the place of the app's own window, until somebody goes back. They have what pages have in a
 * browser and nothing else: no preload, no engine, no paths, a store of their own, and one server that can be reached, with
 * the one certificate that was compared.
 */
export async function openServerWindow(
  home: BrowserWindow,
  place: ServerPlace,
  fingerprint: string,
): Promise<void> {
  const relay = await openRelay(place)
  const partition = `persist:server-${createHash('sha256').update(place.origin).digest('hex').slice(0, 16)}`
  await confine(session.fromPartition(partition), place, fingerprint, relay.rules)
  const window = new BrowserWindow({
    ...home.getBounds(),
    minWidth: 1100,
    minHeight: 640,
    show: false,
    backgroundColor: '#141517',
    title: `LoCo Studio – ${place.host}`,
    webPreferences: {
      partition,
      contextIsolation: true,
      sandbox: true,
      nodeIntegration: false,
      spellcheck: false,
    },
  })
  let isGoingBack = false
  const back = () => {
    if (isGoingBack) return
    isGoingBack = true
    home.setBounds(window.getBounds())
    home.show()
    window.destroy()
  }
  pin(window)
  // The page asks for its way back as pages can: by going to an address, which leads here and not there.
  window.webContents.on('will-navigate', (_, url) => {
    if (url === `${ORIGIN}/index.html`) back()
  })
  window.webContents.on('did-fail-load', (_event, code, _why, _url, isMainFrame) => {
    if (isMainFrame && code !== STAYED) back()
  })
  window.webContents.on('page-title-updated', (event) => event.preventDefault())
  window.setMenu(
    Menu.buildFromTemplate([
      {
        label: 'LoCo Studio',
        submenu: [{ label: 'Back to this computer · 回到本机', accelerator: 'Alt+Home', click: back }],
      },
    ]),
  )
  window.on('closed', () => {
    relay.close()
    // Where the whole app is left, it may be gone already.
    if (!isGoingBack && !home.isDestroyed()) home.close()
  })
  window.once('ready-to-show', () => {
    window.show()
    home.hide()
  })
  // Whether it came is told by the window itself: it goes back by itself where not.
  await window.loadURL(`${place.origin}/`).catch(() => {})
}

async function confine(
  part: Session,
  { origin, host }: ServerPlace,
  fingerprint: string,
  rules: string,
): Promise<void> {
  part.setCertificateVerifyProc(({ hostname, certificate }, answer) => {
    const shown = certificateIn(certificate.data)?.fingerprint
    const isIt = hostname === host && shown === fingerprint
    if (!isIt) console.error(`Refused the certificate ${shown} of ${hostname}`)
    answer(isIt ? TAKEN : NOT_TAKEN)
  })
  const socket = origin.replace(/^https/, 'wss')
  await allowOnly(part, [`${origin}/`, `${socket}/`, `blob:${origin}/`], rules)
}
