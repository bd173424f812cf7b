import type { Entry } from 'yauzl'
import type { Reason } from '../../../../shared/reasons/index.ts'
import { reasonOf } from '../../../../shared/reasons/Refused.ts'

/** Images hardly compress; what shrinks a hundredfold is a bomb. */
const MOST_RATIO = 100
const FREE_BYTES = 1e6
const UNIX_KIND = 0o170000
const UNIX_LINK = 0o120000

/** Why an entry of an archive is not unpacked, by what the list of contents says of it. */
export function entryRefusal(name: string, entry: Entry): Reason | undefined {
  const { uncompressedSize, compressedSize } = entry
  if (name.split('/').includes('..') || /^([a-z]:|\/)/i.test(name) || name.includes('\0'))
    return reasonOf('entryOutside')
  if (((entry.externalFileAttributes >>> 16) & UNIX_KIND) === UNIX_LINK) return reasonOf('entryLink')
  if (entry.isEncrypted()) return reasonOf('entryEncrypted')
  if (uncompressedSize > FREE_BYTES && uncompressedSize > MOST_RATIO * compressedSize)
    return reasonOf('entryBomb')
  return undefined
}
