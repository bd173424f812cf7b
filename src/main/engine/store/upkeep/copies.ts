import { randomUUID } from 'node:crypto'
import { copyFile, link, mkdir, rename, stat } from 'node:fs/promises'
import { join } from 'node:path'
import { Failure, failureFor } from '../../../../shared/contract/failure.ts'
import type { Reason } from '../../../../shared/reasons/index.ts'
import { replaceFile } from '../../../files/replaceFile.ts'
import { syncFile, syncFolder } from '../../../files/sync.ts'
import { besides } from '../besides.ts'
import { CATALOGUE, isStudy } from '../catalogueFile.ts'
import { type Connection, connect } from '../connection.ts'
import { openStore } from '../openStore.ts'
import { copyCatalogue, removeCatalogue } from '../sqlite/copyCatalogue.ts'
import { inMemory } from '../sqlite/inMemory.ts'
import { failureOf } from '../sqliteFailure.ts'
import { takeWriterLock } from '../writerLock.ts'

/** A catalogue that can take the place of one that does not open. */
export interface Copy {
  /** In the study's folder. */
  readonly file: string
  /** When it was made or last written, ISO 8601 in UTC. */
  readonly at: string
  readonly frames: number
  /** It is the study's catalogue itself, without the log that is lost: what was done last is missing. */
  readonly isItself: boolean
}

/** Why a study does not open, null where it does, and what can be opened instead, newest first. */
export async function copiesOf(folder: string): Promise<{ why: Reason | null; copies: Copy[] }> {
  const why = await whyClosed(folder)
  if (why === null) return { why, copies: [] }
  const copies: Copy[] = []
  for (const { file, at } of besides(folder)) {
    const frames = framesIn(() => connect(join(folder, file), true))
    if (frames !== undefined) copies.push({ file, at, frames, isItself: false })
  }
  const frames = isLogLost(why) ? framesIn(() => itself(folder, why)) : undefined
  if (frames === undefined) return { why, copies }
  const { mtime } = await stat(join(folder, CATALOGUE))
  return { why, copies: [{ file: CATALOGUE, at: mtime.toISOString(), frames, isItself: true }, ...copies] }
}

async function whyClosed(folder: string): Promise<Reason | null> {
  try {
    await (await openStore(folder)).close()
    return null
  } catch (error) {
    const failure = failureOf(error)
    if (failure.code !== 'STUDY_DAMAGED') throw failure
    return failure.cause instanceof Failure ? failure.cause.reason : failure.reason
  }
}

const isLogLost = ({ name }: Reason) =>
  ['logForeign', 'logMissing', 'logDamaged', 'journalForeign'].includes(name)

/** The catalogue without a log, or with what of its own can still be read. */
const itself = (folder: string, { name }: Reason) =>
  inMemory(join(folder, CATALOGUE), { isWithLog: name === 'logDamaged' })

/** How many frames a catalogue tells of; undefined where it is damaged too. */
function framesIn(opened: () => Connection | undefined): number | undefined {
  let connection: Connection | undefined
  try {
    connection = opened()
    if (connection?.pragma('quick_check(1)', { simple: true }) !== 'ok') return undefined
    return Number(connection.prepare('SELECT count(*) FROM frame').pluck().get())
  } catch {
    return undefined
  } finally {
    connection?.close()
  }
}

/**
 * Puts a copy in the place of a catalogue that does not open; returns the folder inside the study where that one lies
 * from now on, as it was. A kill leaves the one or the other.
 */
export async function recover(folder: string, file: string): Promise<{ aside: string }> {
  const { why, copies } = await copiesOf(folder)
  const copy = copies.find((one) => one.file === file)
  if (why === null || copy === undefined) throw new Failure('noBackup', { file })
  const lock = takeWriterLock(folder)
  if (lock.is !== 'held') throw failureFor(lock.why)
  const catalogue = join(folder, CATALOGUE)
  const unfinished = `${catalogue}.${randomUUID().slice(0, 8)}.writing`
  try {
    const from = copy.isItself ? itself(folder, why) : connect(join(folder, file), true)
    if (from === undefined) throw new Failure('noBackup', { file })
    await copyCatalogue(from, unfinished).finally(() => from.close())
    await syncFile(unfinished)
    const aside = await putAside(folder)
    await replaceFile(unfinished, catalogue)
    await syncFolder(folder)
    return { aside }
  } catch (error) {
    throw failureOf(error)
  } finally {
    await removeCatalogue(unfinished)
    lock.release()
  }
}

/** Gives a damaged catalogue a second name in a new folder, so that it is in its place until another is, and moves its log. */
async function putAside(folder: string): Promise<string> {
  const name = `damaged-${new Date().toISOString().slice(0, 19).replaceAll(':', '-')}-${randomUUID().slice(0, 4)}`
  const aside = join(folder, name)
  await mkdir(aside)
  const [from, to] = [join(folder, CATALOGUE), join(aside, CATALOGUE)]
  if (isStudy(folder)) await link(from, to).catch(() => copyFile(from, to))
  for (const end of ['-wal', '-shm', '-journal'])
    await rename(`${from}${end}`, `${to}${end}`).catch((error: { code?: string }) => {
      if (error.code !== 'ENOENT') throw error
    })
  await syncFolder(aside)
  await syncFolder(folder)
  return name
}
