import { Failure, failureFor } from '../../../shared/contract/failure.ts'
import { diskReason } from '../../files/diskReason.ts'

interface SystemError {
  readonly code?: string
  readonly message?: string
  readonly path?: string
}

const CLOSED = new Set(['EACCES', 'EPERM', 'ENOENT', 'ENOTDIR'])
const DAMAGED = new Set(['SQLITE_CORRUPT', 'SQLITE_NOTADB'])
/** SQLite could not write, or could not open a file that it writes besides. */
const REFUSED = /^SQLITE_(IOERR|CANTOPEN)/

/** What the disk or SQLite said, as a failure with its reason. Failures pass through unchanged. */
export function failureOf(error: unknown): Failure {
  if (error instanceof Failure) return error
  const { code = '', message = String(error), path } = (error ?? {}) as SystemError
  const disk = diskReason(error)
  if (disk) return failureFor(disk, error)
  if (code === 'SQLITE_FULL') return new Failure('diskFull', {}, error)
  if (code.startsWith('SQLITE_READONLY')) return new Failure('diskWriteProtected', {}, error)
  if (CLOSED.has(code))
    return path === undefined
      ? new Failure('unreadable', {}, error)
      : new Failure('pathUnreadable', { path }, error)
  if (DAMAGED.has(code)) return new Failure('catalogueDamaged', {}, error)
  // SQLite takes a transaction back by itself only where it cannot write; Kysely's own attempt then finds none.
  if (REFUSED.test(code) || message.includes('cannot rollback - no transaction is active'))
    return new Failure('diskRefuses', {}, error)
  return new Failure('internal', {}, error)
}
