import { mkdirSync, readdirSync, rmSync, statSync } from 'node:fs'
import { join } from 'node:path'
import { app, crashReporter } from 'electron'
import { reportsIn } from '../files/crashReport.ts'

/** How many of the system's own dumps are kept. They hold memory, so patient data too: nobody is offered them. */
const DUMPS = 3

/**
 * Before anything else: everything that Electron keeps lies below the data folder, and so does its lock, so that one who has
 * the same account but another data folder, or the other way round, is another one. Fails as the disk does.
 */
export function keepWithin(dataFolder: string): void {
  const [own, dumps] = [join(dataFolder, 'electron'), join(reportsIn(dataFolder), 'dumps')]
  mkdirSync(own, { recursive: true })
  app.setPath('userData', own)
  app.setPath('crashDumps', dumps)
  app.setAppLogsPath(join(dataFolder, 'log'))
  crashReporter.start({ uploadToServer: false })
  keepFew(dumps)
}

function keepFew(folder: string): void {
  try {
    const files = readdirSync(folder, { recursive: true, encoding: 'utf8' })
      .filter((name) => name.endsWith('.dmp'))
      .map((name) => join(folder, name))
      .sort((one, other) => statSync(other).mtimeMs - statSync(one).mtimeMs)
    for (const file of files.slice(DUMPS)) rmSync(file, { force: true })
  } catch {
    // There are none yet, or they cannot be looked at: then none is one too many.
  }
}
