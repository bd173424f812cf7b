import { availableParallelism, tmpdir } from 'node:os'
import { join } from 'node:path'
import sharp from 'sharp'
import { Failure } from '../../../shared/contract/failure.ts'
import type { ImportReport } from '../../../shared/contract/study.ts'
import { CatalogueService } from '../catalogue/CatalogueService.ts'
import { mustWrite, type Session } from '../Session.ts'
import { failureOf } from '../store/sqliteFailure.ts'
import { addFrames, addPatients, type Outcome } from './addFrames.ts'
import { setTemplate, templatesOf } from './deviceTemplates.ts'
import type { DeviceTemplates, Found, ImportOptions, Incoming, Place, Rejected } from './Incoming.ts'
import { inOrder } from './inOrder.ts'
import { layoutFor } from './layouts/index.ts'
import { previewOf } from './preview.ts'
import { type Read, readFound } from './readFound.ts'
import { withSources } from './sources.ts'

/** Brings images and masks into the study. */
export const ImportService = {
  importPaths,
  preview,
  importFrames,
  findFrames,
  readFound,
  templates: { list: templatesOf, set: setTemplate },
}

export interface Progress {
  readonly done: number
  readonly total: number
  readonly secondsLeft: number | null
}

/** Frames a transaction takes: its sync to the disk is then spread over many. */
const BATCH = 48
/** Files decoded ahead: enough to keep all cores busy while a batch is written and synced. */
const ahead = () => 12 * Math.max(2, availableParallelism())

/**
 * Imports folders, archives and files; one that cannot be read is rejected with a reason while the rest goes on.
 * Killed and run again it ends at the same study: what is there already counts as a duplicate.
 */
async function importPaths(
  session: Session,
  paths: readonly string[],
  options: ImportOptions,
  onProgress: (p: Progress) => void,
  signal?: AbortSignal,
): Promise<ImportReport> {
  mustWrite(session)
  return withSources(session.store.folder, paths, options, async ({ found, rejected }) => {
    mustHold(found, rejected, paths)
    // Several images are decoded side by side: threads within one would only wait for each other.
    const threads = sharp.concurrency()
    sharp.concurrency(1)
    try {
      const templates = await templatesOf(session)
      const read = inOrder(found, ahead(), (item) => readAndKeepThumbnail(session, item, options, templates))
      const report = await importFrames(session, found, read, onProgress, signal)
      await CatalogueService.thumbnail.bound(session.store.folder)
      return { ...report, rejected: [...rejected, ...report.rejected] }
    } finally {
      sharp.concurrency(threads)
    }
  })
}

/** The images of one folder, unread. */
async function findFrames(folder: string, options: ImportOptions): Promise<Found[]> {
  return (await layoutFor(options.layout, folder)).find(
    folder,
    options,
    join(tmpdir(), `loco-${process.pid}`),
  )
}

/** What an import would bring, before anything is written. */
async function preview(session: Session, paths: readonly string[], options: ImportOptions) {
  return withSources(session.store.folder, paths, options, async ({ found, rejected }) => {
    mustHold(found, rejected, paths)
    return previewOf(session, found, rejected, options)
  })
}

function mustHold(found: readonly Found[], rejected: readonly Rejected[], paths: readonly string[]): void {
  if (found.length > 0 || rejected.length > 0) return
  throw new Failure('nothingToImport', { paths: [...paths] })
}

async function readAndKeepThumbnail(
  session: Session,
  item: Found,
  options: ImportOptions,
  templates: DeviceTemplates,
): Promise<Read> {
  const read = await readFound(item, session.classes, options, templates)
  if (read.frame?.sha256 && read.look) {
    const { data, width, height } = read.look.small
    const path = CatalogueService.thumbnail.path(session.store.folder, read.frame.sha256)
    await CatalogueService.thumbnail.make(path, sharp(data, { raw: { width, height, channels: 3 } }))
  }
  return read
}

/** Adds frames as they come; one that is there already counts as a duplicate. What was added stays if this stops. */
async function importFrames(
  session: Session,
  places: readonly Pick<Place, 'patient' | 'split'>[],
  frames: AsyncIterable<{ frame?: Incoming; rejected: readonly Rejected[] }>,
  onProgress: (p: Progress) => void,
  signal?: AbortSignal,
): Promise<ImportReport> {
  mustWrite(session)
  const started = performance.now()
  const report = { added: 0, duplicates: 0, masks: 0, rejected: [] as Rejected[] }
  const seconds = () => (performance.now() - started) / 1000
  let done = 0
  let batch: Incoming[] = []
  const flush = async () => {
    const frames = batch
    batch = []
    for (const outcome of await addWhatFits(session, frames)) {
      report[outcome.duplicate ? 'duplicates' : 'added']++
      if (outcome.mask) report.masks++
    }
  }
  try {
    await addPatients(session, places)
    for await (const { frame, rejected } of frames) {
      report.rejected.push(...rejected)
      if (frame) batch.push(frame)
      if (batch.length >= BATCH) await flush()
      done++
      const secondsLeft = done < 3 ? null : (seconds() / done) * (places.length - done)
      onProgress({ done, total: places.length, secondsLeft })
      if (signal?.aborted) break
    }
    await flush()
  } catch (error) {
    throw failureOf(error)
  } finally {
    session.index.drop()
    session.changes.send({ what: 'frames' })
  }
  return { ...report, seconds: seconds() }
}

/** Adds frames together; where that fails, one by one, so that a disk that fills up keeps all that fits. */
async function addWhatFits(session: Session, frames: readonly Incoming[]): Promise<Outcome[]> {
  if (frames.length === 0) return []
  try {
    return await addFrames(session, frames)
  } catch {
    const outcomes: Outcome[] = []
    for (const frame of frames) outcomes.push(...(await addFrames(session, [frame])))
    return outcomes
  }
}
