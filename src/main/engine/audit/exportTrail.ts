import { randomUUID } from 'node:crypto'
import { existsSync } from 'node:fs'
import { type FileHandle, open, rm } from 'node:fs/promises'
import { resolve } from 'node:path'
import { Failure } from '../../../shared/contract/failure.ts'
import type { TrailForm, TrailWish } from '../../../shared/contract/trail.ts'
import { csvLine } from '../../files/csvLine.ts'
import { placeNew } from '../../files/placeNew.ts'
import { record } from '../store/audit.ts'
import { breather } from '../store/check/breathe.ts'
import { trailsOf } from '../store/followTrail.ts'
import { settingOf } from '../store/settings.ts'
import { failureOf } from '../store/sqliteFailure.ts'
import { SignedTrail } from '../store/trail/exportedTrail.ts'
import type { TrailKey } from '../store/trail/Trails.ts'
import type { Call } from '../study/Call.ts'
import { mustWrite } from '../study/OpenStudy.ts'
import { rowsAsked } from './rowsAsked.ts'

/** Rows that are read at a time. */
const AT_A_TIME = 500
const COLUMNS = ['seq', 'at', 'actor', 'action', 'subject', 'detail', 'chain', 'key', 'mac'] as const

/**
 * Writes the rows that pass into a new file, the oldest first; the export is the trail's next row. The file appears under its
 * name when it is complete, and never in place of another. Fails WRONG_USAGE, FOLDER_UNREADABLE, READ_ONLY, DISK_FULL.
 */
export async function exportTrail(
  call: Call,
  { as, file, wish }: { readonly as: TrailForm; readonly file: string; readonly wish: TrailWish },
): Promise<{ rows: number; bytes: number }> {
  mustWrite(call.study)
  const target = resolve(file)
  if (existsSync(target)) throw new Failure('exportThereAlready', { file: target })
  const unfinished = `${target}.${randomUUID().slice(0, 8)}.writing`
  try {
    const handle = await open(unfinished, 'wx')
    const written = await writeRows(call, handle, as, wish).finally(() => handle.close())
    // Before the file has its name: there is none that the trail does not tell of.
    await told(call, as, wish, written)
    await placeNew(unfinished, target)
    call.study.changes.send({ what: 'trail' })
    return { rows: written.rows, bytes: written.bytes }
  } catch (error) {
    await rm(unfinished, { force: true })
    throw refusedTo(target, error)
  }
}

/** What the disk says of the place that was chosen. */
function refusedTo(file: string, error: unknown): Failure {
  const { code = '' } = (error ?? {}) as { code?: string }
  if (code === 'EEXIST') return new Failure('exportThereAlready', { file }, error)
  return NO_PLACE.has(code) ? new Failure('exportNotWritten', { file }, error) : failureOf(error)
}

const NO_PLACE = new Set(['ENOENT', 'ENOTDIR', 'EISDIR', 'ENAMETOOLONG'])

const told = (
  { study, actor }: Call,
  as: TrailForm,
  wish: TrailWish,
  { rows, last }: { readonly rows: number; readonly last: number },
): Promise<void> =>
  study.store.db.transaction().execute((db) =>
    record(db, {
      actor: actor.name,
      action: 'export-trail',
      subject: 'study',
      detail: { as, rows, last, asked: askedIn(wish) },
    }),
  )

/** What was asked for as a file says it; null for everything. */
function askedIn(wish: TrailWish): Record<string, unknown> | null {
  const parts = Object.entries(wish).filter(([, value]) => value !== undefined && value !== '')
  return parts.length === 0 ? null : Object.fromEntries(parts)
}

async function keyOf({ study: { store } }: Call): Promise<TrailKey | undefined> {
  const id = await settingOf(store.db, 'id')
  return id === undefined ? undefined : trailsOf(store)?.keyOf(id)
}

async function writeRows(call: Call, handle: FileHandle, as: TrailForm, wish: TrailWish) {
  const { db } = call.study.store
  const key = await keyOf(call)
  const signed = new SignedTrail(key)
  const rest = breather()
  const now = new Date().toISOString()
  await handle.writeFile(
    as === 'csv' ? `${COLUMNS.join(',')}\n` : signed.head(askedIn(wish), now, key?.id ?? null),
  )
  let [rows, last] = [0, 0]
  for (;;) {
    const some = await (await rowsAsked(db, wish))
      .select([...COLUMNS])
      .select(({ selectFrom, ref }) =>
        selectFrom('audit as earlier')
          .select('earlier.chain')
          .where('earlier.seq', '=', ({ eb }) => eb(ref('audit.seq'), '-', 1))
          .as('before'),
      )
      .where('seq', '>', last)
      .orderBy('seq')
      .limit(AT_A_TIME)
      .execute()
    const lines = some.map(({ before, ...row }) =>
      as === 'csv' ? `${csvLine(...COLUMNS.map((column) => row[column]))}\n` : signed.row(row, before ?? ''),
    )
    await handle.writeFile(lines.join(''))
    rows += some.length
    last = some.at(-1)?.seq ?? last
    if (some.length < AT_A_TIME) break
    await rest()
  }
  if (as === 'json') await handle.writeFile(signed.end())
  await handle.sync()
  return { rows, last, bytes: (await handle.stat()).size }
}
