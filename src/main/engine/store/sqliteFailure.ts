import { Failure } from '../../../shared/contract/failure.ts'

interface SystemError {
  readonly code?: string
  readonly message?: string
  readonly path?: string
}

const FULL = new Set(['ENOSPC', 'EDQUOT', 'SQLITE_FULL'])
const CLOSED = new Set(['EACCES', 'EPERM', 'ENOENT', 'ENOTDIR'])
const DAMAGED = new Set(['SQLITE_CORRUPT', 'SQLITE_NOTADB'])

/** What the disk or SQLite said, as a failure with its reason. Failures pass through unchanged. */
export function failureOf(error: unknown): Failure {
  if (error instanceof Failure) return error
  const failure = read(error)
  failure.cause = error
  return failure
}

function read(error: unknown): Failure {
  const { code = '', message = String(error), path } = (error ?? {}) as SystemError
  if (FULL.has(code)) return new Failure('diskFull', {}, message)
  if (code === 'EROFS' || code.startsWith('SQLITE_READONLY'))
    return path === undefined
      ? new Failure('diskWriteProtected', {}, message)
      : new Failure('pathWriteProtected', { path }, message)
  if (CLOSED.has(code))
    return path === undefined
      ? new Failure('unreadable', {}, message)
      : new Failure('pathUnreadable', { path }, message)
  if (DAMAGED.has(code)) return new Failure('catalogueDamaged', {}, message)
  // SQLite takes a transaction back by itself only where it cannot write; Kysely's own attempt then finds none.
  if (code.startsWith('SQLITE_IOERR') || message.includes('cannot rollback - no transaction is active'))
    return new Failure('diskRefuses', {}, message)
  return new Failure('internal', {}, message)
}
