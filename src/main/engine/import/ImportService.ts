import { basename } from 'node:path'
import { Failure } from '../../../shared/contract/failure.ts'
import type { ImportReport } from '../../../shared/contract/study.ts'
import { mustWrite, type Session } from '../Session.ts'
import { failureOf } from '../store/sqliteFailure.ts'
import { addFrame, addPatients } from './addFrame.ts'
import type { Found, ImportOptions, Incoming, Rejected } from './Incoming.ts'
import { layoutFor } from './layouts/index.ts'
import { modalityOf, readImage, Unreadable } from './readImage.ts'
import { readMask } from './readMask.ts'

/** Brings images and masks into the study. */
export const ImportService = { importFolders, importFrames, findFrames, readFound }

export interface Progress {
  readonly done: number
  readonly total: number
  readonly secondsLeft: number | null
}

/** Imports folders; a file that cannot be read is rejected with a reason while the rest goes on. */
async function importFolders(
  session: Session,
  folders: readonly string[],
  options: ImportOptions,
  onProgress: (p: Progress) => void,
  signal?: AbortSignal,
): Promise<ImportReport> {
  const found = (await Promise.all(folders.map((folder) => findFrames(folder, options)))).flat()
  if (found.length === 0) {
    throw new Failure(
      'NOTHING_TO_IMPORT',
      `There is no image in ${folders.join(', ')}; choose a folder with PNG, JPEG, WebP or TIFF files.`,
    )
  }
  const read = async function* () {
    for (const item of found) yield await readFound(item, session.classes.length, options)
  }
  return importFrames(session, found, read(), onProgress, signal)
}

/** The images of one folder, unread. */
async function findFrames(folder: string, options: ImportOptions): Promise<Found[]> {
  return (await layoutFor(options.layout, folder)).find(folder, options)
}

/** A found image, read and checked, with its mask; or why it stays outside. A bad mask does not keep its frame out. */
async function readFound(
  item: Found,
  classes: number,
  options: ImportOptions,
): Promise<{ frame?: Incoming; rejected: Rejected[] }> {
  const rejected: Rejected[] = []
  const refuse = (path: string, error: unknown) => {
    if (!(error instanceof Unreadable)) throw error
    rejected.push({ path, reason: error.message })
  }
  try {
    const { bytes, extension, width, height } = await readImage(item.path)
    const name = basename(item.path)
    const { mask: maskPath, ...place } = item
    const base = { ...place, name, bytes, extension, width, height, modality: await modalityOf(name, bytes) }
    if (!maskPath) return { frame: base, rejected }
    try {
      const data = await readMask(maskPath, { width, height }, classes, options.maskMap)
      return { frame: { ...base, mask: { data, kind: 'reader' } }, rejected }
    } catch (error) {
      refuse(maskPath, error)
      return { frame: base, rejected }
    }
  } catch (error) {
    refuse(item.path, error)
    return { rejected }
  }
}

/** Adds frames as they come; one that is there already counts as a duplicate. What was added stays if this stops. */
async function importFrames(
  session: Session,
  places: readonly Pick<Found, 'patient' | 'split'>[],
  frames: AsyncIterable<{ frame?: Incoming; rejected: readonly Rejected[] }>,
  onProgress: (p: Progress) => void,
  signal?: AbortSignal,
): Promise<ImportReport> {
  mustWrite(session)
  const started = performance.now()
  const report = { added: 0, duplicates: 0, masks: 0, rejected: [] as Rejected[] }
  const seconds = () => (performance.now() - started) / 1000
  let done = 0
  try {
    await addPatients(session, places)
    for await (const { frame, rejected } of frames) {
      report.rejected.push(...rejected)
      if (frame) {
        const outcome = await addFrame(session, frame)
        report[outcome.duplicate ? 'duplicates' : 'added']++
        if (outcome.mask) report.masks++
      }
      done++
      const secondsLeft = done < 3 ? null : (seconds() / done) * (places.length - done)
      onProgress({ done, total: places.length, secondsLeft })
      if (signal?.aborted) break
    }
  } catch (error) {
    throw failureOf(error)
  } finally {
    session.changes.send({ what: 'frames' })
  }
  return { ...report, seconds: seconds() }
}
