import { spawnSync } from 'node:child_process'
import { mkdirSync, mkdtempSync, rmdirSync, rmSync, statfsSync, writeFileSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'

const mount = (path: string, size: string) =>
  spawnSync('mount', ['-t', 'tmpfs', '-o', `size=${size}`, 'tmpfs', path])

/** Whether this machine lets a test make a small disk. */
export const canMount = process.platform === 'linux' && process.getuid?.() === 0 && mounts()

function mounts(): boolean {
  const path = mkdtempSync(join(tmpdir(), 'loco-mount-'))
  const isMounted = mount(path, '1m').status === 0
  if (isMounted) spawnSync('umount', [path])
  rmdirSync(path)
  return isMounted
}

/** A disk of its own, in memory, which a test can fill; only for who may mount. */
export function smallDisk(path: string, size: string) {
  mkdirSync(path, { recursive: true })
  const done = mount(path, size)
  if (done.status !== 0) throw new Error(done.stderr.toString())
  const ballast = join(path, 'ballast')
  return {
    /** Fills it, so that so many bytes are free. */
    fill(free: number): void {
      const { bavail, bsize } = statfsSync(path)
      try {
        writeFileSync(ballast, Buffer.alloc(Math.max(0, bavail * bsize - free)))
      } catch (error) {
        // Somebody else wrote meanwhile: it is full all the same.
        if ((error as { code?: string }).code !== 'ENOSPC') throw error
      }
    },
    /** Takes back what filled it. */
    empty(): void {
      rmSync(ballast, { force: true })
    },
    /** Refuses all writes, or takes them again; nobody may have a file open to write at that moment. */
    protect(yes: boolean): void {
      const { status, stderr } = spawnSync('mount', ['-o', `remount,${yes ? 'ro' : 'rw'}`, path])
      if (status !== 0) throw new Error(stderr.toString())
    },
    remove(): void {
      spawnSync('umount', ['-l', path])
    },
  }
}
