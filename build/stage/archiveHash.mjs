import { createHash } from 'node:crypto'
import { getRawHeader } from '@electron/asar'

/** What Electron compares an archive with before it runs it: the sha256 of its header, which holds those of its files. */
export function archiveHash(archive) {
  return createHash('sha256').update(getRawHeader(archive).headerString).digest('hex')
}
