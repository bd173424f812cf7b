import { createHash } from 'node:crypto'
import { existsSync, mkdirSync, readdirSync, readFileSync, statSync, writeFileSync } from 'node:fs'
import { dirname, join } from 'node:path'
import { artefacts, assistFolder, project } from '../places.ts'
import { ran } from './ran.ts'

/** Folder below which builds for tests and the system they are installed into are kept from run to run. */
export const release = join(dirname(assistFolder), 'release')

/** Packages of Linux, made of the source as it is; made once for it, whichever tests ask. */
export async function packagedForLinux(): Promise<{ readonly deb: string; readonly tar: string }> {
  const folder = join(release, 'tests')
  const stamp = join(folder, 'source')
  const source = sourceHash()
  if (!existsSync(stamp) || readFileSync(stamp, 'utf8') !== source) {
    mkdirSync(folder, { recursive: true })
    const only = ['--only', 'linux-deb,linux-tar', '--out', folder]
    await ran(process.execPath, [join(project, 'build/package.mjs'), ...only])
    writeFileSync(stamp, source)
  }
  const named = (end: string) => join(folder, readdirSync(folder).find((name) => name.endsWith(end)) ?? end)
  return { deb: named('.deb'), tar: named('.tar.zst') }
}

/** Names, sizes and times of what a package is made of. */
function sourceHash(): string {
  const hash = createHash('sha256')
  for (const root of ['src', 'build', 'resources', 'package.json', 'package-lock.json']) {
    const path = join(project, root)
    const below = statSync(path).isDirectory() ? readdirSync(path, { recursive: true }).map(String) : ['']
    for (const name of below.sort()) {
      const { size, mtimeMs } = statSync(join(path, name))
      hash.update(`${root} ${name} ${String(size)} ${String(mtimeMs)}\n`)
    }
  }
  return hash.digest('hex')
}

/** Pictures that tests take. */
export const pictures = join(artefacts, 'installed')
