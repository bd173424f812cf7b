import { constants } from 'node:fs'
import { type FileHandle, open } from 'node:fs/promises'
import { Unreadable } from './Unreadable.ts'

/** More than a file may hold that is read at once. */
const MOST_BYTES = 2 ** 31 - 1
/** Neither waits for whoever writes into a pipe, nor goes where a link leads. Windows knows neither. */
const PLAINLY = constants.O_RDONLY | (constants.O_NONBLOCK ?? 0) | (constants.O_NOFOLLOW ?? 0)
/** What systems say of a link that is not to be followed. */
const LINK = new Set(['ELOOP', 'EMLINK'])

/**
 * The bytes of an ordinary file. Whatever else carries a name (a pipe, a device, a socket, a folder, a link) is refused
 * after it is opened, so that nothing can be put in its place in between. Throws `Unreadable`.
 */
export async function readWhole(path: string, most = MOST_BYTES): Promise<Buffer> {
  const file = await openPlainly(path)
  try {
    const found = await file.stat()
    if (!found.isFile()) throw new Unreadable('notAFile')
    if (found.size > most)
      throw new Unreadable('fileTooLarge', {
        megabytes: Math.round(found.size / 1e6),
        most: Math.floor(most / 1e6),
      })
    return await file.readFile()
  } finally {
    await file.close()
  }
}

async function openPlainly(path: string): Promise<FileHandle> {
  try {
    return await open(path, PLAINLY)
  } catch (error) {
    const { code = '' } = error as { code?: string }
    throw LINK.has(code) ? new Unreadable('notAFile', {}, error) : new Unreadable('fileClosed', {}, error)
  }
}
