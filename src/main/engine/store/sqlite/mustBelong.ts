import { Failure } from '../../../../shared/contract/failure.ts'
import type { Header } from './header.ts'
import type { Log } from './readLog.ts'

/** After this version a catalogue bears a number, and is changed to another version in one transaction. */
export const LAST_UNLINKED = 70
/** Of catalogues whose log bears none. */
const UNLINKED = 0

/**
 * Fails STUDY_DAMAGED where a catalogue is empty, cut, or no catalogue, and where the log beside it is another one's, or
 * is gone or changed. Only while nobody writes: the two are read one after the other.
 */
export function mustBelong({ size, page }: Header, log: Log): void {
  if (size === 0) throw new Failure('catalogueEmptied')
  if (page === null) throw new Failure('catalogueDamaged', {}, new Error('The file begins as no database.'))
  const { link, pages, pageSize } = page
  if (log.state === 'broken') throw new Failure('logDamaged')
  if (log.pages > 0) {
    if (link !== UNLINKED && !log.firstPages.some((first) => first.link === link))
      throw new Failure('logForeign')
    return
  }
  const isNeeded = link % 2 === 1
  if (isNeeded && log.state !== 'whole') throw new Failure('logMissing')
  if (pages * pageSize > size)
    throw new Failure('catalogueDamaged', {}, new Error('The file is shorter than it says.'))
}

/** The newest version that catalogue and log tell of. */
export const versionIn = ({ page }: Header, log: Log): number =>
  log.firstPages.at(-1)?.version ?? page?.version ?? 0
