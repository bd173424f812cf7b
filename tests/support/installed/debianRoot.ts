import { createHash } from 'node:crypto'
import { copyFileSync, existsSync, readFileSync, renameSync, rmSync, writeFileSync } from 'node:fs'
import { join } from 'node:path'
import { release } from './packaged.ts'
import { ran } from './ran.ts'

const MIRROR = process.env['LOCO_DEBIAN_MIRROR'] ?? 'http://deb.debian.org/debian'
/** Where the package lies in the root while it is installed. */
export const PACKAGE = '/var/tmp/loco-studio.deb'

/**
 * A bare Debian 12 in a folder, and in its cache the packages that ours asks for, as apt chose them: installing goes without
 * a network from there on. Made once, and anew when ours asks for others.
 */
export async function debianRoot(deb: string): Promise<string> {
  const root = join(release, 'debian-bookworm')
  if (!existsSync(root)) {
    const half = `${root}.making`
    rmSync(half, { recursive: true, force: true })
    await ran('debootstrap', ['--variant=minbase', 'bookworm', half, MIRROR])
    renameSync(half, root)
  }
  const asked = createHash('sha256')
    .update(await ran('dpkg-deb', ['--field', deb, 'Depends']))
    .digest('hex')
  const stamp = `${root}.fetched`
  if (existsSync(stamp) && readFileSync(stamp, 'utf8') === asked) return root
  copyFileSync('/etc/resolv.conf', join(root, 'etc/resolv.conf'))
  copyFileSync(deb, join(root, PACKAGE))
  await ran('chroot', [root, 'apt-get', 'update', '-q'])
  await ran('chroot', [
    root,
    'apt-get',
    'install',
    '-qy',
    '--no-install-recommends',
    '--download-only',
    PACKAGE,
  ])
  rmSync(join(root, PACKAGE))
  writeFileSync(stamp, asked)
  return root
}
