import { existsSync } from 'node:fs'
import { delimiter, join } from 'node:path'

const NAMES = [
  ...['chromium', 'chromium-browser', 'google-chrome', 'google-chrome-stable', 'microsoft-edge'],
  ...['chrome.exe', 'msedge.exe'],
]
const PLACES = [
  '/Applications/Google Chrome.app/Contents/MacOS/Google Chrome',
  '/Applications/Chromium.app/Contents/MacOS/Chromium',
  '/Applications/Microsoft Edge.app/Contents/MacOS/Microsoft Edge',
  'C:\\Program Files\\Google\\Chrome\\Application\\chrome.exe',
  'C:\\Program Files (x86)\\Microsoft\\Edge\\Application\\msedge.exe',
]

/**
 * A Chromium, Chrome or Edge of this machine; undefined where none is found. `LOCO_CHROMIUM` names one, or none where it is
 * empty.
 */
export function installedBrowser(): string | undefined {
  const named = process.env['LOCO_CHROMIUM']
  if (named !== undefined) return existsSync(named) ? named : undefined
  const folders = (process.env['PATH'] ?? '').split(delimiter).filter((folder) => folder !== '')
  return [...folders.flatMap((folder) => NAMES.map((name) => join(folder, name))), ...PLACES].find((path) =>
    existsSync(path),
  )
}
