import { readFile, rm, writeFile } from 'node:fs/promises'
import { join } from 'node:path'
import { Refused, refused } from '../../shared/reasons/Refused.ts'
import { diskReason } from '../files/diskReason.ts'
import { type Installation, versionsFolder } from './Installation.ts'
import { managedReason } from './judge.ts'

/** Says which process changes an installation. */
const MARK = 'changing.pid'
const PROTECTED = new Set(['EACCES', 'EPERM', 'EROFS'])

/**
 * Does what changes an installation, one process at a time. Fails where others look after it, where it may not be written to,
 * and where its disk is full. A mark that a killed process left is taken over.
 */
export async function changing<R>(installation: Installation, work: () => Promise<R>): Promise<R> {
  if (installation.managed) throw new Refused(managedReason(installation.managed))
  const mark = join(versionsFolder(installation), MARK)
  try {
    await takeMark(mark)
    try {
      return await work()
    } finally {
      await rm(mark, { force: true })
    }
  } catch (error) {
    throw asRefused(error, installation)
  }
}

async function takeMark(mark: string): Promise<void> {
  const take = () => writeFile(mark, `${process.pid}\n`, { flag: 'wx' })
  try {
    await take()
  } catch (error) {
    if ((error as { code?: string }).code !== 'EEXIST') throw error
    if (await isHeld(mark)) throw refused('updateUnderWay')
    await rm(mark, { force: true })
    await take()
  }
}

/** Whether the process that the mark names is alive. Its number may be another's by now: then a person waits in vain once. */
async function isHeld(mark: string): Promise<boolean> {
  const pid = Number.parseInt(await readFile(mark, 'utf8').catch(() => ''), 10)
  if (!(pid > 0)) return false
  try {
    process.kill(pid, 0)
    return true
  } catch (error) {
    return (error as { code?: string }).code === 'EPERM'
  }
}

function asRefused(error: unknown, { root }: Installation): unknown {
  if (error instanceof Refused) return error
  const { code = '' } = (error ?? {}) as { code?: string }
  if (PROTECTED.has(code)) return refused('installationWriteProtected', { folder: root }, error)
  const reason = diskReason(error)
  return reason ? new Refused(reason, error) : error
}
