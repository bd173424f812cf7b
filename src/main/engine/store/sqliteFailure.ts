import { Failure, failureFor } from '../../../shared/contract/failure.ts'
import { reasons } from '../../../shared/reasons/index.ts'
import { Refused } from '../../../shared/reasons/Refused.ts'
import { diskReason } from '../../files/diskReason.ts'

interface SystemError {
  readonly code?: string
  readonly message?: string
  readonly path?: string
}

const CLOSED = new Set(['EACCES', 'EPERM', 'ENOENT', 'ENOTDIR', 'EISDIR', 'ENAMETOOLONG', 'ELOOP'])
const DAMAGED = new Set(['SQLITE_CORRUPT', 'SQLITE_NOTADB'])
/** What Kysely and better-sqlite3 say of a catalogue that is open no more; neither gives a code. */
const CLOSED_MEANWHILE = /driver has already been destroyed|database connection is not open/

/**
 * What the disk or SQLite said, as a failure with its reason. Failures pass through unchanged; what the floor has refused
 * fails for its reason.
 */
export function failureOf(error: unknown): Failure {
  if (error instanceof Failure) return error
  if (error instanceof Refused && reasons[error.reason.name].code) return failureFor(error.reason, error)
  const { code = '', message = String(error), path } = (error ?? {}) as SystemError
  const disk = diskReason(error)
  if (disk) return failureFor(disk, error)
  if (code === 'SQLITE_FULL') return new Failure('diskFull', {}, error)
  if (code.startsWith('SQLITE_READONLY')) return new Failure('diskWriteProtected', {}, error)
  if (CLOSED.has(code) || code.startsWith('SQLITE_CANTOPEN'))
    return path === undefined
      ? new Failure('unreadable', {}, error)
      : new Failure('pathUnreadable', { path }, error)
  // Kysely's, of its own table of what was migrated.
  if (DAMAGED.has(code) || message.startsWith('corrupted migrations'))
    return new Failure('catalogueDamaged', {}, error)
  if (CLOSED_MEANWHILE.test(message)) return new Failure('studyClosed', {}, error)
  // SQLite takes a transaction back by itself only where it cannot write; Kysely's own attempt then finds none.
  if (code.startsWith('SQLITE_IOERR') || message.includes('cannot rollback - no transaction is active'))
    return new Failure('diskRefuses', {}, error)
  return new Failure('internal', {}, error)
}
