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
  const { code = '', message = String(error), path } = (error ?? {}) as SystemError
  if (FULL.has(code)) return new Failure('diskFull', {}, error)
  if (code === 'EROFS' || code.startsWith('SQLITE_READONLY'))
    return path === undefined
      ? new Failure('diskWriteProtected', {}, error)
      : new Failure('pathWriteProtected', { path }, error)
  if (CLOSED.has(code))
    return path === undefined
      ? new Failure('unreadable', {}, error)
      : new Failure('pathUnreadable', { path }, error)
  // Kysely's, of its own table of what was migrated.
  if (DAMAGED.has(code) || message.startsWith('corrupted migrations'))
    return new Failure('catalogueDamaged', {}, error)
  // SQLite takes a transaction back by itself only where it cannot write; Kysely's own attempt then finds none.
  if (code.startsWith('SQLITE_IOERR') || message.includes('cannot rollback - no transaction is active'))
    return new Failure('diskRefuses', {}, error)
  return new Failure('internal', {}, error)
}
