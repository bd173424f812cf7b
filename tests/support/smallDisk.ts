import { execFileSync } from 'node:child_process'
import { closeSync, mkdirSync, openSync, rmSync, writeSync } from 'node:fs'
import { join } from 'node:path'

/** A small disk in memory, mounted at a folder; needs `hasMounts`. */
export class SmallDisk {
  readonly path: string
  private readonly filling: string

  constructor(path: string, megabytes: number) {
    this.path = path
    this.filling = join(path, 'filling')
    mkdirSync(path, { recursive: true })
    execFileSync('mount', ['-t', 'tmpfs', '-o', `size=${megabytes}m`, 'tmpfs', path])
  }

  /** Fills it to the last byte. */
  fill(): void {
    const file = openSync(this.filling, 'a')
    try {
      for (const size of [65_536, 4096, 1]) {
        try {
          for (;;) writeSync(file, Buffer.alloc(size, 1))
        } catch (error) {
          if ((error as { code?: string }).code !== 'ENOSPC') throw error
        }
      }
    } finally {
      closeSync(file)
    }
  }

  /** Gives the space back. */
  free(): void {
    rmSync(this.filling, { force: true })
  }

  /** Refuses or takes writes from now on; nobody may write at this moment. */
  set isProtected(yes: boolean) {
    execFileSync('mount', ['-o', `remount,${yes ? 'ro' : 'rw'}`, this.path])
  }

  remove(): void {
    execFileSync('umount', ['--lazy', this.path])
  }
}
