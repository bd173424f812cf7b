import { readdir } from 'node:fs/promises'
import { join, resolve, sep } from 'node:path'
import { Failure } from '../../../shared/contract/failure.ts'
import type { ExportReport } from '../../../shared/contract/study.ts'
import { csvLine } from '../../files/csvLine.ts'
import { writeDurably } from '../../files/durableFile.ts'
import { makeFolder } from '../../files/makeFolder.ts'
import { ModelService } from '../models/ModelService.ts'
import { failureOf } from '../store/sqliteFailure.ts'
import type { Call } from '../study/Call.ts'
import type { OpenStudy } from '../study/OpenStudy.ts'
import { tellTaken } from '../study/tellTaken.ts'
import type { ExportOptions } from './ExportOptions.ts'
import type { Outgoing, Sink } from './exporters/Exporter.ts'
import { exporterNamed, exporters } from './exporters/index.ts'
import { outgoing } from './outgoing.ts'
import { takeBack } from './takeBack.ts'

/** Gives frames and masks back, in the formats of other programs. */
export const ExportService = { exportFrames, formats: exporters.map(({ name }) => name) }

const SUMS = 'SHA256SUMS'

interface Progress {
  readonly done: number
  readonly total: number
  readonly secondsLeft: number | null
}

/** Exports what passes the filter; a frame that cannot be read is named and the rest goes on. */
async function exportFrames(
  call: Call,
  options: ExportOptions,
  onProgress: (p: Progress) => void,
  signal?: AbortSignal,
): Promise<ExportReport> {
  const { study } = call
  const exporter = exporterNamed(options.format)
  const ids = study.index.ids(options.filter, undefined)
  if (ids.length === 0) throw new Failure('nothingToExport')
  const isModel = options.layer !== 'reader' && options.layer !== 'reference'
  const layer = isModel ? (await ModelService.named(study, options.layer)).id : options.layer
  const folder = resolve(options.out)
  await mustBeFree(study, folder)
  const started = performance.now()
  const written: string[] = []
  const sink = new DurableSink(folder, written)
  const { classes, name } = study
  const run = exporter.begin({ sink, study: name, classes, images: options.images, at: new Date() })
  const report = { frames: 0, masks: 0, rejected: [] as ExportReport['rejected'] }
  const rows = [
    csvLine('stem', 'patient', 'sequence', 'modality', 'split', 'width', 'height', 'frame_sha256'),
  ]
  try {
    for await (const item of outgoing(study, ids, { ...options, layer })) {
      if (signal?.aborted) break
      try {
        if ('error' in item) throw item.error
        await run.add(item)
        report.frames++
        if (item.mask) report.masks++
        rows.push(manifestLine(item))
      } catch (error) {
        // A frame that cannot be read is left out; a disk that does not take it would not take the rest either.
        if (sink.refused) throw error
        const failure = failureOf(error)
        report.rejected.push({ path: 'error' in item ? item.name : item.stem, reason: failure.reason })
      }
      const done = report.frames + report.rejected.length
      const secondsLeft = ((performance.now() - started) / 1000 / done) * (ids.length - done)
      onProgress({ done, total: ids.length, secondsLeft })
    }
    await run.finish()
    await sink.write('manifest.csv', `${rows.join('\n')}\n`)
    await writeDurably(join(folder, SUMS), new TextEncoder().encode(`${written.join('\n')}\n`))
    // Where the study does not take the row, the files go: none stands that the trail does not tell of.
    await tellTaken(call, told({ ...options, layer }, report))
  } catch (error) {
    // Lines of `SHA256SUMS`: a sum, two spaces, a name.
    await takeBack(folder, [...written.map((line) => line.slice(66)), SUMS])
    throw failureOf(error)
  }
  return { ...report, files: written.length + 1, seconds: (performance.now() - started) / 1000 }
}

/** No path: it may bear a patient's name. */
const told = (
  { format, layer, images, pseudonyms, filter }: ExportOptions,
  { frames, masks }: Pick<ExportReport, 'frames' | 'masks'>,
) => ({
  action: 'export' as const,
  subject: `frames:${frames}`,
  detail: { format, layer, images, pseudonyms, masks, filter },
})

const manifestLine = (f: Outgoing) =>
  csvLine(f.stem, f.patient, f.examination, f.modality, f.split, f.width, f.height, f.sha256)

async function mustBeFree({ store }: OpenStudy, folder: string): Promise<void> {
  if (
    `${folder}${sep}`.startsWith(`${store.folder}${sep}`) &&
    !folder.startsWith(join(store.folder, 'exports'))
  )
    throw new Failure('exportIntoStudy')
  const entries = await readdir(folder).catch((error: { code?: string }) =>
    error.code === 'ENOTDIR' ? [folder] : [],
  )
  if (entries.length > 0) throw new Failure('folderNotEmpty', { folder })
  await makeFolder(folder).catch((error: unknown) => {
    throw failureOf(error)
  })
}

/** Writes durably and keeps the lines of `SHA256SUMS`, which `sha256sum -c` reads. */
class DurableSink implements Sink {
  /** Whether something could not be written. */
  refused = false
  private readonly folder: string
  private readonly written: string[]

  constructor(folder: string, written: string[]) {
    this.folder = folder
    this.written = written
  }

  async write(path: string, content: string | Uint8Array): Promise<void> {
    const bytes = typeof content === 'string' ? new TextEncoder().encode(content) : content
    try {
      this.written.push(`${await writeDurably(join(this.folder, path), bytes)}  ${path}`)
    } catch (error) {
      this.refused = true
      throw error
    }
  }
}
