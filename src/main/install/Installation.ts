import { existsSync, readdirSync, readFileSync } from 'node:fs'
import { basename, dirname, join, resolve } from 'node:path'
import * as z from 'zod'
import { compareVersions, isVersion } from './version.ts'

/** An installed LoCo Studio: a folder of versions, one of which runs this. */
export interface Installation {
  /** Holds the launcher, `current.txt` and `versions`. */
  readonly root: string
  /** Version that runs this, and its folder. */
  readonly version: string
  readonly folder: string
  /** Who looks after it, where it is not its user: updates are looked at then, and not applied. */
  readonly managed: 'deb' | 'policy' | null
}

const managedFile = z.object({ by: z.enum(['deb', 'policy']) })

/** The installation that a bundle belongs to (`versions/…/resources/app/out/main`); null in a checkout. */
export function installationOf(bundle: string): Installation | null {
  const resources = resolve(bundle, '../../..')
  // A list of files that somebody took away makes no checkout of an installed version.
  const isInstalled = /^resources$/i.test(basename(resources)) && existsSync(join(resources, 'runtime'))
  return isInstalled ? installationIn(dirname(resources)) : null
}

/** The installation that a version's folder belongs to. */
export function installationIn(folder: string): Installation {
  const root = resolve(folder, '../..')
  return { root, version: basename(folder), folder, managed: managedBy(root) }
}

/** A file that cannot be read was meant to say that somebody looks after it. */
function managedBy(root: string): Installation['managed'] {
  const file = join(root, 'managed.json')
  if (!existsSync(file)) return null
  try {
    return managedFile.parse(JSON.parse(readFileSync(file, 'utf8'))).by
  } catch {
    return 'policy'
  }
}

export const versionsFolder = ({ root }: Pick<Installation, 'root'>) => join(root, 'versions')
export const folderOf = ({ root }: Pick<Installation, 'root'>, version: string) =>
  join(root, 'versions', version)
export const currentFile = ({ root }: Pick<Installation, 'root'>) => join(root, 'current.txt')

/** The version that is started next; that which runs where nothing says so. */
export function currentVersion(installation: Installation): string {
  try {
    const said = readFileSync(currentFile(installation), 'utf8').trim()
    return isVersion(said) ? said : installation.version
  } catch {
    return installation.version
  }
}

/** Versions that lie here, the newest first; what is being unpacked is none. */
export function versionsHere(installation: Installation): string[] {
  const names = existsSync(versionsFolder(installation)) ? readdirSync(versionsFolder(installation)) : []
  return names.filter(isVersion).sort((a, b) => compareVersions(b, a))
}

/** The newest version here that is older than the one that is started next; null where there is none. */
export function versionBefore(installation: Installation): string | null {
  const current = currentVersion(installation)
  return versionsHere(installation).find((one) => compareVersions(one, current) < 0) ?? null
}
