import type { Transaction } from 'kysely'
import { tellOfOverlays } from '../store/frames/tellOfOverlays.ts'
import { idOfModelInUse } from '../store/modelInUse.ts'
import type { Catalogue } from '../store/schema.ts'
import { removeSetting, setSetting, settingOf } from '../store/settings.ts'
import type { OpenStudy } from '../study/OpenStudy.ts'
import { perMille } from './disagreement.ts'
import { newestRevision, newestRevisionOf, soundMask } from './newestMask.ts'

/** The setting that names the model whose overlays all frames' rows tell of; empty for none, absent on the way. */
const FOLLOWED = 'overlays-of'
/** Frames written in one go. */
const STRETCH = 5000

/**
 * Brings what frames' rows say of a model (which classes it sees, how far labels disagree) to the model in use.
 * Does nothing where they tell of it already; broken off, it is done again when the study is opened next. Where another
 * model is taken into use on the way, whoever does that follows it.
 */
export async function followModel(study: OpenStudy): Promise<void> {
  const { db, readOnly } = study.store
  if (readOnly !== null) return
  const work = await db.transaction().execute(setOut)
  if (!work) return
  const { model, last } = work
  const isInUse = async (transaction: Transaction<Catalogue>) => (await inUse(transaction)) === model
  for (let from = 0; from <= last; from += STRETCH) {
    const goesOn = await db.transaction().execute(async (transaction) => {
      if (!(await isInUse(transaction))) return false
      await follow(transaction, model, from, from + STRETCH)
      return true
    })
    if (!goesOn) return
  }
  await db.transaction().execute(async (transaction) => {
    if (await isInUse(transaction)) await setSetting(transaction, FOLLOWED, model)
  })
  study.index.drop()
  study.changes.send({ what: 'frames' })
}

const inUse = async (transaction: Transaction<Catalogue>) => (await idOfModelInUse(transaction)) ?? ''

/** What is to be done; from here on no row is sure to tell of any model before all do. Undefined where all do. */
async function setOut(transaction: Transaction<Catalogue>) {
  const model = await inUse(transaction)
  if ((await settingOf(transaction, FOLLOWED)) === model) return undefined
  await removeSetting(transaction, FOLLOWED)
  const { last } = await transaction
    .selectFrom('frame')
    .select((eb) => eb.fn.max('id').as('last'))
    .executeTakeFirstOrThrow()
  return { model, last: last ?? 0 }
}

async function follow(
  transaction: Transaction<Catalogue>,
  model: string,
  from: number,
  to: number,
): Promise<void> {
  await tellOfOverlays(transaction, model, from, to)
  const both = await transaction
    .selectFrom('frame')
    .select(['id', 'label_layer as label'])
    .where('id', '>=', from)
    .where('id', '<', to)
    .where('label_layer', 'is not', null)
    .where('predicted', '!=', 0)
    .execute()
  for (const { id, label } of both) {
    const said = label === null ? undefined : soundMask(await newestRevision(transaction, label))
    const key = { frame: id, kind: 'model', author: model } as const
    const overlay = soundMask(await newestRevisionOf(transaction, key))
    if (!said || !overlay) continue
    const disagreement = perMille(said, overlay)
    await transaction.updateTable('frame').set({ disagreement }).where('id', '=', id).execute()
  }
}
