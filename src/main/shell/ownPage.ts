import type { BrowserWindow, WebFrameMain } from 'electron'
import { ORIGIN } from './security.ts'

/** Whether a frame is the app's own page: no other, and none within it, is answered. */
export function isOwnPage(home: BrowserWindow, frame: WebFrameMain | null): boolean {
  if (home.isDestroyed()) return false
  const { mainFrame } = home.webContents
  return frame === mainFrame && mainFrame.url.startsWith(`${ORIGIN}/`)
}
