import type { FailureCode } from '../../../../shared/contract/failure.ts'
import type { Reason } from '../../../../shared/reasons/index.ts'
import { Refused, reasonOf } from '../../../../shared/reasons/Refused.ts'
import { failureOf } from '../../store/sqliteFailure.ts'

/** What is wrong with a study and not with a file: it ends an import. */
const OF_THE_STUDY: ReadonlySet<FailureCode> = new Set([
  'DISK_FULL',
  'READ_ONLY',
  'STUDY_DAMAGED',
  'NO_STUDY_OPEN',
])

/**
 * Why one file stays outside, whatever went wrong while it was read: the one place where that is decided, so that no
 * file of a kind that nobody thought of ends an import. Throws on what is not the file's: a full disk, a stop.
 */
export function refusalOf(error: unknown): Reason {
  if ((error as { name?: unknown } | undefined)?.name === 'AbortError') throw error
  const failure = failureOf(error)
  if (OF_THE_STUDY.has(failure.code)) throw failure
  if (error instanceof Refused) return error.reason
  if (failure.code === 'FOLDER_UNREADABLE') return reasonOf('fileClosed')
  // What memory there is does not hold it: Node says so by a RangeError, whoever asked for the memory.
  if (error instanceof RangeError) return reasonOf('fileBeyondMemory')
  return reasonOf('fileBeyondUs')
}

/** What SQLite says of one row and not of the catalogue. */
const OF_THE_ROW = /^SQLITE_(CONSTRAINT|TOOBIG|MISMATCH|RANGE)/

/**
 * The same for a frame that was read and could not be added: what the system or SQLite refuses there, it refuses the
 * study, and would refuse the next frame.
 */
export function refusalOfAdding(error: unknown): Reason {
  const { code, syscall } = (error ?? {}) as { code?: unknown; syscall?: unknown }
  const said = typeof code === 'string' && code.startsWith('SQLITE_') ? code : ''
  if (syscall !== undefined || (said !== '' && !OF_THE_ROW.test(said))) throw failureOf(error)
  // What masks mean was decided for all of them.
  if (error instanceof Refused && error.reason.name === 'classesChanged') throw error
  return refusalOf(error)
}
