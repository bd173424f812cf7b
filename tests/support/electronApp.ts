import { join } from 'node:path'
import { _electron, type ElectronApplication } from 'playwright-core'
import { electronPath, project } from './places.ts'

/** The desktop app, as built, with its data in a folder. */
export const startElectron = (home: string): Promise<ElectronApplication> =>
  _electron.launch({
    executablePath: electronPath,
    args: ['--no-sandbox', '--disable-gpu', `--user-data-dir=${join(home, 'electron')}`, project],
    env: { ...(process.env as Record<string, string>), LOCO_NODE: process.execPath, LOCO_DATA_HOME: home },
  })
