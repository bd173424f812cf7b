import { mkdtemp, rm } from 'node:fs/promises'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { Failure, failureFor } from '../../../../shared/contract/failure.ts'
import { CATALOGUE, isStudy } from '../catalogueFile.ts'
import { brokenTables } from '../check/tables.ts'
import { connect, connectionOf } from '../connection.ts'
import { openStore, type Store } from '../openStore.ts'
import { copyAtOneMoment } from '../sqlite/copyCatalogue.ts'
import { failureOf } from '../sqliteFailure.ts'

/** A study from elsewhere, to be read: its own folder for its files, and a copy of its catalogue. */
export interface ForeignStudy {
  readonly folder: string
  readonly db: Store['db']
  close(): Promise<void>
}

/** Triggers of any version of ours. */
const OURS =
  /^(patient_split_is_frozen|(audit|revision|veto|veto_taken_back|verdict|region_verdict|comment|comment_settled|sign_off)_no_(update|delete)|note_(added|changed|removed))$/

/**
 * Opens another study to read from it. Nothing of it is written: an older one is brought up to date in a copy of its
 * catalogue. What is in it was made by anybody: one that is damaged, or holds views or triggers that are none of ours, is
 * refused. Fails STUDY_NOT_FOUND, STUDY_DAMAGED, READ_ONLY where a newer version wrote it.
 */
export async function foreignCopy(folder: string): Promise<ForeignStudy> {
  if (!isStudy(folder)) throw new Failure('noStudyHere', { folder, file: CATALOGUE })
  const scratch = await mkdtemp(join(tmpdir(), 'loco-merge-'))
  const remove = () => rm(scratch, { recursive: true, force: true })
  try {
    await copyAtOneMoment(join(folder, CATALOGUE), join(scratch, CATALOGUE))
    mustBeOfOurs(join(scratch, CATALOGUE))
    const store = await openStore(scratch)
    const close = async () => {
      await store.close()
      await remove()
    }
    if (store.readOnly === null && brokenTables(connectionOf(store)).length === 0)
      return { folder, db: store.db, close }
    await store.close()
    throw store.readOnly ? failureFor(store.readOnly) : new Failure('catalogueDamaged')
  } catch (error) {
    await remove()
    throw failureOf(error)
  }
}

/** A view, or a trigger, runs whatever its maker wrote when a table is read or brought up to date. */
function mustBeOfOurs(path: string): void {
  const catalogue = connect(path, true)
  try {
    const parts = catalogue
      .prepare(`SELECT type, name FROM sqlite_master WHERE type IN ('view', 'trigger')`)
      .all() as { type: string; name: string }[]
    if (parts.some(({ type, name }) => type === 'view' || !OURS.test(name)))
      throw new Failure('catalogueDamaged')
  } finally {
    catalogue.close()
  }
}
