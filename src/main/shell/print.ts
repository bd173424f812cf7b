import { BrowserWindow } from 'electron'
import { pin } from './security.ts'

/**
 * A page of HTML as a PDF in base64, from a window that nobody sees: sandboxed, without scripts, and with nothing in it but
 * the page. What the page would load is refused like any other request.
 */
export async function printed(page: string): Promise<string> {
  const window = new BrowserWindow({
    show: false,
    webPreferences: { sandbox: true, contextIsolation: true, nodeIntegration: false, javascript: false },
  })
  pin(window)
  try {
    await window.loadURL(`data:text/html;charset=utf-8;base64,${Buffer.from(page).toString('base64')}`)
    const pdf = await window.webContents.printToPDF({
      printBackground: true,
      pageSize: 'A4',
      preferCSSPageSize: true,
    })
    return Buffer.from(pdf).toString('base64')
  } finally {
    window.destroy()
  }
}
