import { copyFile, mkdir } from 'node:fs/promises'
import { join } from 'node:path'
import { Failure } from '../../../shared/contract/failure.ts'
import type { ModelSummary } from '../../../shared/contract/models.ts'
import type { Verdict } from '../../../shared/contract/training.ts'
import type { ModelRef, Scores, TrainResult } from '../../../shared/trainer/protocol.ts'
import type { TrainingSettings } from '../../../shared/trainer/settings.ts'
import { writeDurably } from '../../files/durableFile.ts'
import { LabelService } from '../labels/LabelService.ts'
import { mustWrite, type Session } from '../Session.ts'
import { record } from '../store/audit.ts'
import { modelInUse } from '../store/modelInUse.ts'
import { rowNamed } from '../store/rowNamed.ts'
import type { ModelRow } from '../store/schema.ts'
import { failureOf } from '../store/sqliteFailure.ts'
import { verdictOf } from './verdict.ts'

/** Trained models: their cards, which one is in use, and how they compare. */
export const ModelService = { list, use, add, inUse, fileOf, cardOf, named }

/** All that is known of a model; written beside its weights and into the catalogue. */
export interface ModelCard {
  readonly id: string
  readonly number: number
  readonly settings: TrainingSettings
  readonly labelled: number
  readonly unlabelled: number
  readonly splits: Readonly<Record<string, 'train' | 'validation' | 'test'>>
  readonly splitHash: string
  readonly scores: Scores | null
  readonly verdict: Verdict | null
  readonly parameters: number
  readonly seconds: number
  /** The file that it was made of, for a model that no round here made. */
  readonly source: string | null
}

async function list({ store: { db } }: Session): Promise<ModelSummary[]> {
  const rows = await db.selectFrom('model').selectAll().orderBy('number', 'desc').execute()
  return rows.map(summaryOf)
}

/** Makes a model the one in use; going back to an earlier one is the same act. */
async function use(session: Session, wanted: string): Promise<ModelSummary> {
  mustWrite(session)
  const { id } = await named(session, wanted)
  const {
    store: { db },
    reader,
  } = session
  try {
    await db.transaction().execute(async (transaction) => {
      await transaction.updateTable('model').set({ in_use: 0 }).execute()
      await transaction.updateTable('model').set({ in_use: 1 }).where('id', '=', id).execute()
      await record(transaction, { actor: reader, action: 'use-model', subject: `model:${id}`, detail: {} })
    })
  } catch (error) {
    throw failureOf(error)
  }
  await LabelService.followModel(session)
  session.changes.send({ what: 'models' })
  return summaryOf(await named(session, id))
}

export interface NewModel {
  readonly id: string
  /** The round that made it; null for weights from elsewhere. */
  readonly run: string | null
  readonly source: string | null
  readonly settings: TrainingSettings
  readonly data: Pick<ModelCard, 'labelled' | 'unlabelled' | 'splits' | 'splitHash'>
  readonly result: Pick<TrainResult, 'scores' | 'championScores' | 'weights' | 'parameters' | 'seconds'>
}

/** Keeps a run's result, or weights from elsewhere, as a model; a study's first one is used at once. */
async function add(session: Session, model: NewModel): Promise<ModelCard> {
  mustWrite(session)
  const {
    store: { db, folder },
    reader,
  } = session
  const { id, run, source, settings, data, result } = model
  const { scores, championScores, weights, parameters, seconds } = result
  const verdict = scores ? verdictOf(scores, championScores) : null
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
    const row = {
      id,
      run_id: run,
      number,
      in_use: last ? 0 : 1,
      sha256: weights.sha256,
      card: JSON.stringify(card),
      created_at: new Date().toISOString(),
    } as const
    await transaction.insertInto('model').values(row).execute()
    await record(transaction, {
      actor: reader,
      action: 'add-model',
      subject: `model:${id}`,
      detail: { number, sha256: weights.sha256, splitHash: data.splitHash, source },
    })
  })
  await LabelService.followModel(session)
  session.changes.send({ what: 'models' })
  return card
}

/** The model that rounds start from and are compared with. */
function inUse({ store: { db } }: Session): Promise<ModelRow | undefined> {
  return modelInUse(db)
}

/**
 * A model by its id, by the beginning of it, or by `champion` for the one in use. Fails MODEL_NOT_FOUND, and WRONG_USAGE
 * where several begin so.
 */
async function named(session: Session, id: string): Promise<ModelRow> {
  const row = id === 'champion' ? await inUse(session) : await rowNamed(session.store.db, 'model', id)
  if (!row)
    throw new Failure(
      'MODEL_NOT_FOUND',
      `There is no model ${id} in this study; "loco model list" and the Models page list those there are.`,
    )
  return row
}

function cardOf(row: ModelRow): ModelCard {
  return JSON.parse(row.card) as ModelCard
}

function fileOf({ store: { folder } }: Session, row: ModelRow): ModelRef {
  return { path: join(folder, 'models', row.id, 'weights.safetensors'), sha256: row.sha256 }
}

function summaryOf(row: ModelRow): ModelSummary {
  const { id, number, settings, labelled, unlabelled, scores, verdict, splitHash, source } = cardOf(row)
  return {
    id,
    name: source ? `Model ${number}, from ${source}` : `Round ${number}`,
    inUse: row.in_use === 1,
    method: settings.method,
    backbone: settings.backbone,
    steps: settings.steps,
    labelled,
    unlabelled,
    createdAt: row.created_at,
    iou: scores ? [...scores.iou] : null,
    miou: scores?.miou ?? null,
    dice: scores?.dice ?? null,
    verdict,
    splitHash,
  }
}
