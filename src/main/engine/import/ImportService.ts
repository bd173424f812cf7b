import { availableParallelism } from 'node:os'
import sharp from 'sharp'
import type { ImportReport } from '../../../shared/contract/bring.ts'
import type { LabelClass } from '../../../shared/domain/labelClass.ts'
import { reasonOf } from '../../../shared/reasons/Refused.ts'
import { CatalogueService } from '../catalogue/CatalogueService.ts'
import { failureOf } from '../store/sqliteFailure.ts'
import type { Call } from '../study/Call.ts'
import { mustWrite, type OpenStudy } from '../study/OpenStudy.ts'
import { addFrames, addPatientRows, addPatients, addRows, type Outcome } from './addFrames.ts'
import { framesOfAlone, readMatched, refusalsOf } from './aloneMasks.ts'
import { ownKeyFile } from './deidentify/ownKeyFile.ts'
import { setTemplate, templatesOf } from './deviceTemplates.ts'
import type { DeviceTemplates, Found, ImportOptions, Incoming, Place, Rejected } from './found/Incoming.ts'
import { inOrder } from './found/inOrder.ts'
import { isFilmName, isImageName } from './found/listFiles.ts'
import { refusalOfAdding } from './found/refusalOf.ts'
import { withLabelledShare } from './labelledPart.ts'
import { layouts } from './layouts/index.ts'
import { type MaskRule, maskRule } from './masks/MaskRule.ts'
import { surveyMasks } from './masks/surveyMasks.ts'
import { type Read, readFound } from './readFound.ts'
import { asWanted, withSources } from './sources.ts'
import { dealSplits, withSides } from './splits.ts'
import { surveyOf } from './survey.ts'
import { removeLeftBehind } from './unpacked/Scratch.ts'
import { writablePlace } from './writablePlace.ts'

/** Brings images and masks into the study. */
export const ImportService = {
  layouts: ['auto', ...layouts.map(({ name }) => name)],
  importPaths,
  survey,
  dealSplits,
  freeFolder: writablePlace,
  key: { fileOf: ownKeyFile },
  importFrames,
  /** Of frames whose files are there, in a transaction of the caller. */
  rows: { patients: addPatientRows, frames: addRows },
  withFrames,
  ruleFor,
  readFound,
  isImageName,
  isFilmName,
  templates: { list: templatesOf, set: setTemplate },
  removeLeftBehind,
}

export interface Progress {
  readonly done: number
  readonly total: number
  readonly secondsLeft: number | null
}

/** Frames a transaction takes: its sync to the disk is then spread over many. */
const BATCH = 48
/** Bytes of files and masks that wait for it at most. */
const BATCH_BYTES = 32 * 2 ** 20
const bytesOf = (batch: readonly Incoming[]) =>
  batch.reduce((sum, { bytes, mask }) => sum + bytes.length + (mask?.data.data.length ?? 0), 0)
/** Files decoded ahead: enough to keep all cores busy while a batch is written and synced. */
const ahead = () => 12 * Math.max(2, availableParallelism())

/**
 * Imports folders, archives and files; one that cannot be read is rejected with a reason while the rest goes on.
 * What masks mean is clear before anything is written. Killed and run again it ends at the same study: what is
 * there already counts as a duplicate. Fails MASK_UNMAPPED, KEY_NEEDED, NOTHING_TO_IMPORT, DISK_FULL.
 */
async function importPaths(
  call: Call,
  paths: readonly string[],
  options: ImportOptions,
  onProgress: (p: Progress) => void,
  signal?: AbortSignal,
): Promise<ImportReport> {
  const { study } = call
  mustWrite(study)
  return withSources(study.store.folder, paths, options, async ({ found: all, alone, rejected, told }) => {
    const matched = await framesOfAlone(study, alone, options)
    const late = matched.map(({ item }) => item)
    const rule = await ruleFor([...all, ...late], study.classes, options, signal)
    const wanted = await asWanted(all, options)
    const { labelledShare } = options
    const found = labelledShare ? withLabelledShare(await withSides(study, wanted), labelledShare) : wanted
    // Several images are decoded side by side: threads within one would only wait for each other.
    const threads = sharp.concurrency()
    sharp.concurrency(1)
    try {
      const templates = await templatesOf(study)
      const read = inOrder(
        found,
        ahead(),
        (item) => readAndKeepThumbnail(study, item, rule, options, templates),
        ({ release }) => release(),
      )
      const places = [...found, ...matched.map(({ frame }) => frame)]
      const both = oneAfterTheOther(read, readMatched(study, matched, rule))
      const report = await importFrames(call, places, both, onProgress, signal)
      await CatalogueService.thumbnail.bound(study.store.folder)
      const left = refusalsOf(
        alone.filter((item) => !late.includes(item)),
        [...all, ...late],
      )
      const refused = [...report.rejected, ...left].map(({ path, reason }) => ({ path: told(path), reason }))
      return { ...report, rejected: [...rejected, ...refused] }
    } finally {
      sharp.concurrency(threads)
    }
  })
}

/** Calls `use` with the images of one folder, unread; what had to be unpacked for them is gone afterwards. */
async function withFrames<R>(
  folder: string,
  options: ImportOptions,
  use: (found: readonly Found[]) => Promise<R>,
): Promise<R> {
  return withSources(undefined, [folder], options, ({ found }) => use(found))
}

/** How the masks of found frames become classes. Fails MASK_UNMAPPED. */
async function ruleFor(
  found: readonly Found[],
  classes: readonly LabelClass[],
  options: ImportOptions,
  signal?: AbortSignal,
): Promise<MaskRule> {
  return maskRule(await surveyMasks(found, options, undefined, signal), classes, options)
}

/** What an import would bring, before there is even a study. Fails NOTHING_TO_IMPORT, FOLDER_UNREADABLE. */
async function survey(
  paths: readonly string[],
  options: ImportOptions,
  { alike = false, onProgress = () => {}, signal }: SurveyWork = {},
) {
  return withSources(undefined, paths, options, (sources) =>
    surveyOf(sources, options, {
      alike,
      signal,
      onProgress: (done, total) => onProgress({ done, total, secondsLeft: null }),
    }),
  )
}

async function* oneAfterTheOther<T>(...all: readonly AsyncIterable<T>[]): AsyncGenerator<T> {
  for (const one of all) yield* one
}

interface SurveyWork {
  readonly alike?: boolean
  readonly onProgress?: (p: Progress) => void
  readonly signal?: AbortSignal | undefined
}

async function readAndKeepThumbnail(
  study: OpenStudy,
  item: Found,
  rule: MaskRule,
  options: ImportOptions,
  templates: DeviceTemplates,
): Promise<Read> {
  const read = await readFound(item, rule, options, templates)
  try {
    if (read.frame?.sha256 && read.look) {
      const { data, width, height } = read.look.small
      const path = CatalogueService.thumbnail.path(study.store.folder, read.frame.sha256)
      await CatalogueService.thumbnail.make(path, sharp(data, { raw: { width, height, channels: 3 } }))
    }
    return read
  } catch (error) {
    read.release()
    throw error
  }
}

/** Adds frames as they come; one that is there already counts as a duplicate. What was added stays if this stops. */
async function importFrames(
  call: Call,
  places: readonly Pick<Place, 'patient' | 'split'>[],
  frames: AsyncIterable<{ frame?: Incoming; rejected: readonly Rejected[]; release?(): void }>,
  onProgress: (p: Progress) => void,
  signal?: AbortSignal,
): Promise<ImportReport> {
  const { study } = call
  mustWrite(study)
  const started = performance.now()
  const report = { added: 0, duplicates: 0, masks: 0, rejected: [] as Rejected[] }
  const seconds = () => (performance.now() - started) / 1000
  let done = 0
  let batch: Incoming[] = []
  const flush = async () => {
    const frames = batch
    batch = []
    const { outcomes, refused } = await addWhatFits(call, frames)
    report.rejected.push(...refused)
    for (const { duplicate, mask, leftOut = [] } of outcomes) {
      report[duplicate ? 'duplicates' : 'added']++
      if (mask) report.masks++
      for (const path of leftOut) report.rejected.push({ path, reason: reasonOf('segmentationNotTaken') })
    }
  }
  try {
    await addPatients(call, places)
    for await (const { frame, rejected, release = () => {} } of frames) {
      try {
        report.rejected.push(...rejected)
        if (frame) batch.push(frame)
        if (batch.length >= BATCH || bytesOf(batch) >= BATCH_BYTES) await flush()
      } finally {
        // A small one is let go before its batch is written: whoever reads the next waits for nobody here.
        release()
      }
      done++
      const secondsLeft = done < 3 ? null : (seconds() / done) * (places.length - done)
      onProgress({ done, total: places.length, secondsLeft })
      if (signal?.aborted) break
    }
    await flush()
  } catch (error) {
    throw failureOf(error)
  } finally {
    study.index.drop()
    study.changes.send({ what: 'frames' })
  }
  return { ...report, seconds: seconds() }
}

/**
 * Adds frames together; where that fails, one by one, so that a disk that fills up keeps all that fits, and a frame that
 * no catalogue takes keeps no other one outside.
 */
async function addWhatFits(
  call: Call,
  frames: readonly Incoming[],
): Promise<{ outcomes: Outcome[]; refused: Rejected[] }> {
  const outcomes: Outcome[] = []
  const refused: Rejected[] = []
  if (frames.length === 0) return { outcomes, refused }
  try {
    return { outcomes: await addFrames(call, frames), refused }
  } catch {
    for (const frame of frames) {
      try {
        outcomes.push(...(await addFrames(call, [frame])))
      } catch (error) {
        refused.push({ path: frame.path, reason: refusalOfAdding(error) })
      }
    }
    return { outcomes, refused }
  }
}
