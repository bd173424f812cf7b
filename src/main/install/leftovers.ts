import { readdir, rm } from 'node:fs/promises'
import { join } from 'node:path'
import { currentVersion, type Installation, versionsFolder, versionsHere } from './Installation.ts'

/** Ends the name of a version's folder until all of it is there. */
export const INCOMING = '.incoming'

/** Removes what updates left that did not come to their end. */
export async function removeLeftovers(installation: Installation): Promise<void> {
  const { root } = installation
  for (const name of await readdir(versionsFolder(installation)))
    if (name.endsWith(INCOMING))
      await rm(join(versionsFolder(installation), name), { recursive: true, force: true })
  for (const name of await readdir(root))
    if (/^current\.txt\..*\.writing$/.test(name)) await rm(join(root, name), { force: true })
}

/** Removes versions but for these, the one that runs and the one that is started next. */
export async function removeOldVersions(installation: Installation, kept: readonly string[]): Promise<void> {
  const stay = new Set([...kept, installation.version, currentVersion(installation)])
  for (const version of versionsHere(installation))
    if (!stay.has(version))
      await rm(join(versionsFolder(installation), version), { recursive: true, force: true })
}
