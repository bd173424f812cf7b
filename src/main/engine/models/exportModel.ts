import { rm } from 'node:fs/promises'
import { resolve } from 'node:path'
import type { ExportJob, ModelRef } from '../../../shared/trainer/protocol.ts'
import { answerOf, type JobService } from '../jobs/JobService.ts'
import type { ModelRow } from '../store/schema.ts'
import { failureOf } from '../store/sqliteFailure.ts'
import type { Call } from '../study/Call.ts'
import { tellTaken } from '../study/tellTaken.ts'
import { cardOf } from './modelCard.ts'

export interface ModelExport {
  readonly format: ExportJob['format']
  readonly out: string
}

/** Writes a model, whose weights are in `file`, as another file for other programs. Fails as the trainer does. */
export async function exportModel(
  call: Call,
  jobs: JobService,
  row: ModelRow,
  file: ModelRef,
  { format, out }: ModelExport,
) {
  const { parameters, settings } = cardOf(row)
  const job = { model: file, target: resolve(out), format }
  const { path, sha256 } = answerOf(await jobs.ask({ kind: 'export', job }).outcome)
  try {
    const detail = { format, sha256 }
    await tellTaken(call, { action: 'export-model', subject: `model:${row.id}`, detail })
  } catch (error) {
    // None stands that the trail does not tell of.
    await rm(path, { force: true })
    throw failureOf(error)
  }
  return { model: row.id, parameters, classes: settings.classes, file: path, sha256 }
}
