import { join } from 'node:path'
import type { Kysely, Transaction } from 'kysely'
import { Failure } from '../../../shared/contract/failure.ts'
import type { Comparison, ModelCard as FullCard, ModelSummary } from '../../../shared/contract/models.ts'
import type { ModelRef, TrainResult } from '../../../shared/trainer/protocol.ts'
import type { TrainingSettings } from '../../../shared/trainer/settings.ts'
import { copyVerified, sha256, writeDurably } from '../../files/durableFile.ts'
import type { JobService } from '../jobs/JobService.ts'
import { LabelService } from '../labels/LabelService.ts'
import { record } from '../store/audit.ts'
import { modelInUse } from '../store/modelInUse.ts'
import { rowNamed } from '../store/rowNamed.ts'
import type { Catalogue, ModelRow } from '../store/schema.ts'
import { failureOf } from '../store/sqliteFailure.ts'
import type { Call } from '../study/Call.ts'
import { mustWrite, type OpenStudy } from '../study/OpenStudy.ts'
import { decline } from './decline.ts'
import { exportModel, type ModelExport } from './exportModel.ts'
import { cardIn, cardOf, type ModelCard, nameOf, summaryOf } from './modelCard.ts'
import { note, told } from './told.ts'
import { adoptsItself, figureOf, type Judged, verdictOf } from './verdict.ts'

/** Trained models: their cards, which one is in use, and how they compare. */
export const ModelService = {
  list,
  use,
  decline,
  add,
  inUse,
  fileOf,
  cardOf,
  cardIn,
  nameOf,
  named,
  sees,
  compare,
  card,
  noteOn,
  figureOf,
  exportAs,
}

export type { ModelCard }

async function list({ store: { db } }: OpenStudy): Promise<ModelSummary[]> {
  const rows = await db.selectFrom('model').selectAll().orderBy('number', 'desc').execute()
  return rows.map(summaryOf)
}

/** Makes a model the one in use; going back to an earlier one is the same act. */
async function use({ study, actor }: Call, wanted: string): Promise<ModelSummary> {
  mustWrite(study)
  let row: ModelRow
  try {
    row = await study.store.db.transaction().execute(async (transaction) => {
      const { id } = await rowOf(transaction, wanted)
      await transaction.updateTable('model').set({ in_use: 0 }).execute()
      await transaction.updateTable('model').set({ in_use: 1 }).where('id', '=', id).execute()
      await record(transaction, {
        actor: actor.name,
        action: 'use-model',
        subject: `model:${id}`,
        detail: {},
      })
      return rowOf(transaction, id)
    })
  } catch (error) {
    throw failureOf(error)
  }
  await LabelService.followModel(study)
  study.changes.send({ what: 'models' })
  return summaryOf(row)
}

export interface NewModel {
  readonly id: string
  /** The round that made it; null for weights from elsewhere. */
  readonly run: string | null
  readonly source: string | null
  readonly settings: TrainingSettings
  readonly data: Pick<ModelCard, 'labelled' | 'unlabelled' | 'splits' | 'splitHash'>
  readonly result: Pick<TrainResult, 'weights' | 'parameters' | 'seconds'> &
    Partial<Pick<TrainResult, 'peakMb'>>
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
  const place = join(folder, 'models', model.id)
  const { path, sha256: hash } = model.result.weights
  await copyVerified(path, join(place, 'weights.safetensors'), hash)
  const judged = model.judged && verdictOf(model.judged)
  const card = await db.transaction().execute(async (transaction) => {
    const { card, adopted } = await cardFor(transaction, model, judged)
    if (adopted) await transaction.updateTable('model').set({ in_use: 0 }).execute()
    await insertModel(transaction, model, card, adopted)
    const { number, splitHash, source } = card
    await record(transaction, {
      actor: actor.name,
      action: 'add-model',
      subject: `model:${model.id}`,
      detail: {
        number,
        sha256: hash,
        card: sha256(new TextEncoder().encode(JSON.stringify(card))),
        splitHash,
        source,
        adopted,
      },
    })
    // Before the commit: what the catalogue knows has its card beside its weights.
    await writeDurably(join(place, 'model.json'), new TextEncoder().encode(JSON.stringify(card, null, 2)))
    return card
  })
  await LabelService.followModel(study)
  study.changes.send({ what: 'models' })
  return card
}

/** A new model's card: its number is the next one, and it is adopted or not beside the model in use now. */
async function cardFor(
  transaction: Transaction<Catalogue>,
  { id, run, source, settings, data, result, judged, champion }: NewModel,
  found: ReturnType<typeof verdictOf>,
): Promise<{ card: ModelCard; adopted: boolean }> {
  const against = await modelInUse(transaction)
  const isStill = (against?.sha256 ?? null) === champion
  const adopted = run === null ? against === undefined : found !== null && isStill && adoptsItself(found)
  const verdict = found && {
    ...found,
    against: isStill && against ? against.id : null,
    adopted,
    declined: false,
  }
  const { last } = await transaction
    .selectFrom('model')
    .select((eb) => eb.fn.max('number').as('last'))
    .executeTakeFirstOrThrow()
  const number = (last ?? 0) + 1
  const { parameters, seconds, peakMb } = result
  const scores = judged?.scores ?? null
  const made = { parameters, seconds, ...(peakMb === undefined ? {} : { peakMb }) }
  const card = { id, number, settings, ...data, scores, verdict, ...made, source }
  return { card, adopted }
}

async function insertModel(
  transaction: Transaction<Catalogue>,
  { id, run, result }: NewModel,
  card: ModelCard,
  adopted: boolean,
): Promise<void> {
  const row = {
    id,
    run_id: run,
    number: card.number,
    in_use: adopted ? 1 : 0,
    sha256: result.weights.sha256,
    card: JSON.stringify(card),
    created_at: new Date().toISOString(),
  } as const
  await transaction.insertInto('model').values(row).execute()
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

/** Any two models on the frames that both have labelled. */
async function compare(call: Call, asked: Parameters<typeof LabelService.pair>[1]) {
  const [left, right] = [await named(call.study, asked.left), await named(call.study, asked.right)]
  return LabelService.pair(call, { ...asked, left: left.id, right: right.id })
}

/** All that is told of a model. */
async function card(study: OpenStudy, id: string): Promise<FullCard> {
  return told(study, await named(study, id))
}

/** Writes a note about a model, in place of the one before. */
async function noteOn(call: Call, id: string, text: string): Promise<FullCard> {
  const row = await named(call.study, id)
  await note(call, row, text)
  return told(call.study, row)
}

/** The model that rounds start from and are compared with. */
function inUse({ store: { db } }: OpenStudy): Promise<ModelRow | undefined> {
  return modelInUse(db)
}

/**
 * A model by its id, by the beginning of it, or by `champion` for the one in use. Fails MODEL_NOT_FOUND, and WRONG_USAGE
 * where several begin so.
 */
function named({ store: { db } }: OpenStudy, id: string): Promise<ModelRow> {
  return rowOf(db, id)
}

/** Writes a model as a file for other programs. Fails MODEL_NOT_FOUND, and as the trainer does. */
async function exportAs(call: Call, jobs: JobService, wanted: string, as: ModelExport) {
  const row = await named(call.study, wanted)
  return exportModel(call, jobs, row, fileOf(call.study, row), as)
}

async function rowOf(db: Kysely<Catalogue>, id: string): Promise<ModelRow> {
  const row = id === 'champion' ? await modelInUse(db) : await rowNamed(db, 'model', id)
  if (!row) throw new Failure('noSuchModel', { model: id })
  return row
}

function fileOf({ store: { folder } }: OpenStudy, row: ModelRow): ModelRef {
  return { path: join(folder, 'models', row.id, 'weights.safetensors'), sha256: row.sha256 }
}
