import Database from 'better-sqlite3'
import { Failure } from '../../../../shared/contract/failure.ts'
import { readHeader } from './header.ts'
import { LogLink } from './LogLink.ts'
import { isOf, readJournal } from './readJournal.ts'
import { readLog } from './readLog.ts'

/**
 * Takes back what a power cut or a kill left of a change without a log: where a disk lets no log be, and of versions that
 * began and ended their log by such a change. Only for whoever may write: to a connection that only reads, SQLite says
 * that the disk takes nothing. Fails STUDY_DAMAGED where the journal is another catalogue's, which SQLite takes back all
 * the same.
 */
export async function takeBack(path: string): Promise<void> {
  const journal = readJournal(`${path}-journal`)
  if (!journal.isHot) return
  const header = readHeader(path)
  // Told of by whoever looks at the header next.
  if (header.size === 0 || header.page === null) return
  if (!isOf(journal, header)) throw new Failure('journalForeign')
  const hasLog = readLog(`${path}-wal`).pages > 0
  const connection = new Database(path, { fileMustExist: true })
  const link = new LogLink(connection)
  try {
    connection.prepare('SELECT count(*) FROM sqlite_master').get()
    // Closing moves the log into the catalogue, which has to say then that it is whole.
    if (hasLog) link.begin()
  } finally {
    await link.close(() => {
      connection.close()
    })
  }
}
