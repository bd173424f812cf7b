import { rm } from 'node:fs/promises'
import { resolve } from 'node:path'
import type { ExportJob } from '../../../shared/trainer/protocol.ts'
import { answerOf, type JobService } from '../jobs/JobService.ts'
import { failureOf } from '../store/sqliteFailure.ts'
import type { Call } from '../study/Call.ts'
import { tellTaken } from '../study/tellTaken.ts'
import { ModelService } from './ModelService.ts'

/** Writes a model as a file for other programs. Fails MODEL_NOT_FOUND, and as the trainer does. */
export async function exportModel(
  call: Call,
  jobs: JobService,
  wanted: string,
  { format, out }: { readonly format: ExportJob['format']; readonly out: string },
) {
  const row = await ModelService.named(call.study, wanted)
  const { parameters, settings } = ModelService.cardOf(row)
  const job = { model: ModelService.fileOf(call.study, row), target: resolve(out), format }
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
