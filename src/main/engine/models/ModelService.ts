import { copyFile, mkdir } from 'node:fs/promises'
import { join } from 'node:path'
import { Failure } from '../../../shared/contract/failure.ts'
import type { Comparison, ModelSummary } from '../../../shared/contract/models.ts'
import type { ModelRef, TrainResult } from '../../../shared/trainer/protocol.ts'
import type { TrainingSettings } from '../../../shared/trainer/settings.ts'
import { writeDurably } from '../../files/durableFile.ts'
import { LabelService } from '../labels/LabelService.ts'
import { record } from '../store/audit.ts'
import { modelInUse } from '../store/modelInUse.ts'
import { rowNamed } from '../store/rowNamed.ts'
import type { ModelRow } from '../store/schema.ts'
import { failureOf } from '../store/sqliteFailure.ts'
import type { Call } from '../study/Call.ts'
import { mustWrite, type OpenStudy } from '../study/OpenStudy.ts'
import { cardOf, type ModelCard, nameOf, summaryOf } from './modelCard.ts'
import { adoptsItself, figureOf, type Judged, verdictOf } from './verdict.ts'

/** Trained models: their cards, which one is in use, and how they compare. */
export const ModelService = { list, use, add, inUse, fileOf, cardOf, nameOf, named, sees, figureOf }

export type { ModelCard }

async function list({ store: { db } }: OpenStudy): Promise<ModelSummary[]> {
  const rows = await db.selectFrom('model').selectAll().orderBy('number', 'desc').execute()
  return rows.map(summaryOf)
}

/** Makes a model the one in use; going back to an earlier one is the same act. */
async function use({ study, actor }: Call, wanted: string): Promise<ModelSummary> {
  mustWrite(study)
  const { id } = await named(study, wanted)
  try {
    await study.store.db.transaction().execute(async (transaction) => {
      await transaction.updateTable('model').set({ in_use: 0 }).execute()
      await transaction.updateTable('model').set({ in_use: 1 }).where('id', '=', id).execute()
      await record(transaction, {
        actor: actor.name,
        action: 'use-model',
        subject: `model:${id}`,
        detail: {},
      })
    })
  } catch (error) {
    throw failureOf(error)
  }
  await LabelService.followModel(study)
  study.changes.send({ what: 'models' })
  return summaryOf(await named(study, id))
}

export interface NewModel {
  readonly id: string
  /** The round that made it; null for weights from elsewhere. */
  readonly run: string | null
  readonly source: string | null
  readonly settings: TrainingSettings
  readonly data: Pick<ModelCard, 'labelled' | 'unlabelled' | 'splits' | 'splitHash'>
  readonly result: Pick<TrainResult, 'weights' | 'parameters' | 'seconds'>
  /** How it was judged; null for weights from elsewhere. */
  readonly judged: Judged | null
  /** Sha256 of the model that it was compared with. */
  readonly champion: string | null
}

/**
 * Keeps a run's result, or weights from elsewhere, as a model. A round's model is taken into use by itself only where
 * it is sound, and the first or better than the model that is in use still; brought weights where there is no model.
 */
async function add({ study, actor }: Call, model: NewModel): Promise<ModelCard> {
  mustWrite(study)
  const { db, folder } = study.store
  const { id, run, source, settings, data, result, judged, champion } = model
  const { weights, parameters, seconds } = result
  const against = await modelInUse(db)
  const found = judged && verdictOf(judged)
  const isStill = (against?.sha256 ?? null) === champion
  const adopted = run === null ? against === undefined : found !== null && isStill && adoptsItself(found)
  const verdict = found && { ...found, against: isStill && against ? against.id : null, adopted }
  const scores = judged?.scores ?? null
  const last = await db
    .selectFrom('model')
    .select('number')
    .orderBy('number', 'desc')
    .limit(1)
    .executeTakeFirst()
  const number = (last?.number ?? 0) + 1
  const card: ModelCard = { id, number, settings, ...data, scores, verdict, parameters, seconds, source }
  const place = join(folder, 'models', id)
  await mkdir(place, { recursive: true })
  await copyFile(weights.path, join(place, 'weights.safetensors'))
  await writeDurably(join(place, 'model.json'), new TextEncoder().encode(JSON.stringify(card, null, 2)))
  await db.transaction().execute(async (transaction) => {
    if (adopted) await transaction.updateTable('model').set({ in_use: 0 }).execute()
    const row = {
      id,
      run_id: run,
      number,
      in_use: adopted ? 1 : 0,
      sha256: weights.sha256,
      card: JSON.stringify(card),
      created_at: new Date().toISOString(),
    } as const
    await transaction.insertInto('model').values(row).execute()
    await record(transaction, {
      actor: actor.name,
      action: 'add-model',
      subject: `model:${id}`,
      detail: { number, sha256: weights.sha256, splitHash: data.splitHash, source, adopted },
    })
  })
  await LabelService.followModel(study)
  study.changes.send({ what: 'models' })
  return card
}

/** What a model sees on labelled frames, beside the model that it was compared with. */
async function sees(call: Call, id: string): Promise<Comparison> {
  const { study } = call
  const now = await named(study, id)
  const against = cardOf(now).verdict?.against ?? null
  const { db } = study.store
  const before =
    against === null
      ? undefined
      : await db.selectFrom('model').selectAll().where('id', '=', against).executeTakeFirst()
  const frames = await LabelService.compare(call, { now: now.id, before: before?.id ?? null })
  return { ...frames, now: nameOf(cardOf(now)), before: before ? nameOf(cardOf(before)) : null }
}

/** The model that rounds start from and are compared with. */
function inUse({ store: { db } }: OpenStudy): Promise<ModelRow | undefined> {
  return modelInUse(db)
}

/**
 * A model by its id, by the beginning of it, or by `champion` for the one in use. Fails MODEL_NOT_FOUND, and WRONG_USAGE
 * where several begin so.
 */
async function named(study: OpenStudy, id: string): Promise<ModelRow> {
  const row = id === 'champion' ? await inUse(study) : await rowNamed(study.store.db, 'model', id)
  if (!row) throw new Failure('noSuchModel', { model: id })
  return row
}

function fileOf({ store: { folder } }: OpenStudy, row: ModelRow): ModelRef {
  return { path: join(folder, 'models', row.id, 'weights.safetensors'), sha256: row.sha256 }
}
