import { join } from 'node:path'
import { BrowserWindow, ipcMain, MessageChannelMain } from 'electron'
import type { EngineHost } from './EngineHost.ts'
import { isOwnPage } from './ownPage.ts'
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
    if (isOwnPage(window, event.senderFrame)) handOver()
  }
  ipcMain.on('connect-engine', connect)
  host.onExit(() => !window.isDestroyed() && window.webContents.send('engine-gone'))
  host.onRestart(() => !window.isDestroyed() && handOver())
  ipcMain.handle('print-page', (event, page: unknown) => {
    return isOwnPage(window, event.senderFrame) && typeof page === 'string' ? printed(page) : null
  })
  window.on('closed', () => {
    ipcMain.off('connect-engine', connect)
    ipcMain.removeHandler('print-page')
  })
  // The whole screen is for the frame. Elsewhere the menu stays: one that came with Alt, the eraser's key, would move everything.
  window.on('enter-full-screen', () => window.setMenuBarVisibility(false))
  window.on('leave-full-screen', () => window.setMenuBarVisibility(true))
  window.once('ready-to-show', () => window.show())
  void window.loadURL(`${ORIGIN}/index.html`)
  return window
}
