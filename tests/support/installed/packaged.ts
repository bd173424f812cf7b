import { createHash } from 'node:crypto'
import { existsSync, mkdirSync, readdirSync, readFileSync, statSync, writeFileSync } from 'node:fs'
import { dirname, join } from 'node:path'
import { artefacts, assistFolder, project } from '../places.ts'
import { ran } from './ran.ts'

/** Folder below which builds for tests and the system they are installed into are kept from run to run. */
export const release = join(dirname(assistFolder), 'release')

/** Packages of Linux, made of the source as it is; made once for it, whichever tests ask. */
export async function packagedForLinux(): Promise<{ readonly deb: string; readonly tar: string }> {
  const named = await packaged('tests', 'linux-deb,linux-tar')
  return { deb: named('.deb'), tar: named('.tar.zst') }
}

/** The installer for Windows, likewise. */
export const packagedForWindows = async (): Promise<string> =>
  (await packaged('tests-windows', 'win-setup'))('-setup.exe')

/** Makes packages into a folder of their own; returns how their files are found there, by how they end. */
async function packaged(name: string, only: string): Promise<(end: string) => string> {
  const folder = join(release, name)
  const stamp = join(folder, 'source')
  const source = sourceHash()
  if (!existsSync(stamp) || readFileSync(stamp, 'utf8') !== source) {
    mkdirSync(folder, { recursive: true })
    await ran(process.execPath, [join(project, 'build/package.mjs'), '--only', only, '--out', folder])
    writeFileSync(stamp, source)
  }
  return (end) => join(folder, readdirSync(folder).find((file) => file.endsWith(end)) ?? end)
}

/** Names, sizes and times of what a package is made of. */
function sourceHash(): string {
  const hash = createHash('sha256')
  for (const root of ['src', 'build', 'resources', 'package.json', 'package-lock.json']) {
    const path = join(project, root)
    const below = statSync(path).isDirectory() ? readdirSync(path, { recursive: true }).map(String) : ['']
    // Pictures of the README do not ship.
    for (const name of below.filter((one) => !one.startsWith('screenshots')).sort()) {
      const { size, mtimeMs } = statSync(join(path, name))
      hash.update(`${root} ${name} ${String(size)} ${String(mtimeMs)}\n`)
    }
  }
  return hash.digest('hex')
}

/** Pictures that tests take. */
export const pictures = join(artefacts, 'installed')
