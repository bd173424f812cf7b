import { mkdir, mkdtemp, readdir, rm } from 'node:fs/promises'
import { join } from 'node:path'
import type { Runtime } from '../../engine/machine/Runtime.ts'

const placeOf = ({ dataFolder }: Pick<Runtime, 'dataFolder'>) => join(dataFolder, 'self-test')

/** A new folder for one test, below the data folder: that is the disk that has to be tried. It bears its process's number. */
export async function newTestFolder(runtime: Runtime): Promise<string> {
  await mkdir(placeOf(runtime), { recursive: true })
  return mkdtemp(join(placeOf(runtime), `${process.pid}-`))
}

/** Removes what tests left that did not come to their end; those that run in another process stay. Fails nothing. */
export async function removeOldTests(runtime: Pick<Runtime, 'dataFolder'>): Promise<void> {
  const place = placeOf(runtime)
  for (const name of await readdir(place).catch(() => [])) {
    if (isRunning(Number.parseInt(name, 10))) continue
    await rm(join(place, name), { recursive: true, force: true, maxRetries: 3 }).catch(() => {})
  }
}

function isRunning(pid: number): boolean {
  if (Number.isNaN(pid)) return false
  try {
    process.kill(pid, 0)
    return true
  } catch {
    return false
  }
}
