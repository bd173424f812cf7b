import { Failure } from '../../../shared/contract/failure.ts'

interface SystemError {
  readonly code?: string
  readonly message?: string
  readonly path?: string
}

/** What the disk or SQLite said, as a failure with a sentence. Failures pass through unchanged. */
export function failureOf(error: unknown): Failure {
  if (error instanceof Failure) return error
  const { code = '', message = String(error), path } = (error ?? {}) as SystemError
  const where = path ? ` (${path})` : ''
  if (code === 'ENOSPC' || code === 'EDQUOT' || code === 'SQLITE_FULL') {
    return new Failure(
      'DISK_FULL',
      'The disk is full: nothing was lost, but nothing can be saved until there is space.',
      message,
    )
  }
  if (code === 'EROFS' || code.startsWith('SQLITE_READONLY')) {
    return new Failure(
      'READ_ONLY',
      `The study's disk does not allow writing${where}; ask for write permission to its folder.`,
      message,
    )
  }
  if (code === 'EACCES' || code === 'EPERM' || code === 'ENOENT' || code === 'ENOTDIR') {
    return new Failure(
      'FOLDER_UNREADABLE',
      `The folder or file cannot be read${where}; check that it exists and that you may open it.`,
      message,
    )
  }
  if (code === 'SQLITE_CORRUPT' || code === 'SQLITE_NOTADB') {
    return new Failure(
      'STUDY_DAMAGED',
      "The study's catalogue is damaged; restore the folder from the last backup.",
      message,
    )
  }
  // SQLite takes a transaction back by itself only where it cannot write; Kysely's own attempt then finds none.
  if (code.startsWith('SQLITE_IOERR') || message.includes('cannot rollback - no transaction is active')) {
    return new Failure(
      'DISK_FULL',
      'The disk is full or refuses to write: nothing that was saved is lost; make space or reconnect it, then go on.',
      message,
    )
  }
  return new Failure(
    'INTERNAL',
    'Something went wrong inside LoCo Studio; what was saved is safe. Try again, then restart.',
    message,
  )
}
