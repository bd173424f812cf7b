import { closeSync, fstatSync, openSync, readSync } from 'node:fs'
import Database from 'better-sqlite3'
import { Failure } from '../../../../shared/contract/failure.ts'
import { readHeader } from './header.ts'
import { isOf, type Journal, readJournal } from './readJournal.ts'
import { type Log, readLog } from './readLog.ts'

/** Bytes up to which a catalogue is held in memory. */
const LARGEST = 2 ** 31

/**
 * A catalogue with its log as a copy in memory, which the disk does not see: SQLite itself cannot look at a catalogue with
 * a log where it may not write a third file beside them, nor at one with a journal where it may not take that back.
 * Without either where asked for. Undefined for one that is too large. Only while nobody writes. Fails STUDY_DAMAGED
 * where the journal is another one's.
 */
export function inMemory(
  path: string,
  { isWithLog }: { isWithLog: boolean } = { isWithLog: true },
): Database.Database | undefined {
  const log = isWithLog ? readLog(`${path}-wal`) : NO_LOG
  const journal = isWithLog ? readJournal(`${path}-journal`) : NO_JOURNAL
  const header = readHeader(path)
  const { size, page } = header
  if (page === null) return undefined
  if (!isOf(journal, header)) throw new Failure('journalForeign')
  const before = journal.isReadable ? journal.pages * page.pageSize : size
  const bytes = log.pages > 0 ? log.pages * page.pageSize : before
  if (bytes > LARGEST) return undefined
  const all = Buffer.alloc(bytes)
  readInto(path, [{ from: 0, to: 0, length: Math.min(bytes, size) }], all)
  const over = (places: Log['places']) =>
    [...places]
      .map(([number, from]) => ({ from, to: (number - 1) * page.pageSize, length: page.pageSize }))
      .filter(({ to }) => to < bytes)
  readInto(`${path}-journal`, over(journal.places), all)
  readInto(`${path}-wal`, over(log.places), all)
  return withoutLog(all)
}

const NO_JOURNAL: Pick<Journal, 'places' | 'isReadable' | 'pages' | 'pageSize' | 'first'> = {
  places: new Map(),
  isReadable: false,
  pages: 0,
  pageSize: 0,
  first: null,
}
const NO_LOG: Pick<Log, 'places' | 'pages'> = { places: new Map(), pages: 0 }

/** Opens a catalogue's bytes, which then need no log. */
export function withoutLog(bytes: Buffer): Database.Database {
  // The file format's versions for writing and reading: 2 asks for a log, 1 for none.
  bytes.fill(1, 18, 20)
  return new Database(bytes)
}

function readInto(
  path: string,
  parts: readonly { from: number; to: number; length: number }[],
  into: Buffer,
): void {
  if (parts.length === 0) return
  const file = openSync(path, 'r')
  try {
    if (fstatSync(file).size === 0) return
    for (const { from, to, length } of parts) {
      for (let read = 0; read < length; ) {
        const now = readSync(file, into, to + read, Math.min(length - read, 2 ** 26), from + read)
        if (now === 0) break
        read += now
      }
    }
  } finally {
    closeSync(file)
  }
}
