import { join } from 'node:path'
import { BrowserWindow, ipcMain, MessageChannelMain } from 'electron'
import type { EngineHost } from './EngineHost.ts'
import { printed } from './print.ts'
import { ORIGIN, pin } from './security.ts'

/** Opens the window and gives it a port to the engine each time it loads. */
export function openWindow(host: EngineHost): BrowserWindow {
  const window = new BrowserWindow({
    width: 1440,
    height: 900,
    minWidth: 1100,
    minHeight: 640,
    show: false,
    backgroundColor: '#141517',
    title: 'LoCo Studio',
    autoHideMenuBar: true,
    webPreferences: {
      preload: join(__dirname, '../preload/index.js'),
      contextIsolation: true,
      sandbox: true,
      nodeIntegration: false,
      webSecurity: true,
      spellcheck: false,
    },
  })
  pin(window)
  const handOver = () => {
    const { port1, port2 } = new MessageChannelMain()
    host.connect(port1)
    window.webContents.postMessage('engine-port', null, [port2])
  }
  const connect = (event: Electron.IpcMainEvent) => {
    const { mainFrame } = window.webContents
    const own = event.senderFrame === mainFrame && mainFrame.url.startsWith(`${ORIGIN}/`)
    if (own) handOver()
  }
  ipcMain.on('connect-engine', connect)
  host.onExit(() => !window.isDestroyed() && window.webContents.send('engine-gone'))
  host.onRestart(() => !window.isDestroyed() && handOver())
  ipcMain.handle('print-page', (event, page: unknown) => {
    const isOwn = event.senderFrame === window.webContents.mainFrame
    return isOwn && typeof page === 'string' ? printed(page) : null
  })
  window.on('closed', () => {
    ipcMain.off('connect-engine', connect)
    ipcMain.removeHandler('print-page')
  })
  window.once('ready-to-show', () => window.show())
  void window.loadURL(`${ORIGIN}/index.html`)
  return window
}
