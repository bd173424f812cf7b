import * as z from 'zod'
import type { ModelCard } from '../../../shared/contract/models.ts'
import { record } from '../store/audit.ts'
import type { ModelRow } from '../store/schema.ts'
import { removeSetting, setSetting, settingOf } from '../store/settings.ts'
import { failureOf } from '../store/sqliteFailure.ts'
import type { Call } from '../study/Call.ts'
import { mustWrite, type OpenStudy } from '../study/OpenStudy.ts'
import { cardOf, nameOf, summaryOf } from './modelCard.ts'

/** What a round's row says of where its weights came from. */
const begun = z.object({ from: z.string().nullable().default(null) })

/** A note is a setting of the study, so that it goes into its backups and needs no table. */
const noteKey = (model: string) => `model-note:${model}`

/** All that is told of a model. */
export async function told({ store: { db } }: OpenStudy, row: ModelRow): Promise<ModelCard> {
  const { settings, splits, parameters, seconds, peakMb } = cardOf(row)
  const sides = Object.values(splits)
  const on = (side: 'train' | 'validation' | 'test') => sides.filter((one) => one === side).length
  return {
    model: summaryOf(row),
    sha256: row.sha256,
    parameters,
    seconds,
    memory: peakMb === undefined ? null : peakMb / 1000,
    patients: { train: on('train'), validation: on('validation'), test: on('test') },
    settings: flat(settings),
    lineage: (await ancestorsOf(db, row)).map(cardOf).map(nameOf),
    note: (await settingOf(db, noteKey(row.id))) ?? '',
  }
}

/** Writes what somebody has to say about a model, in place of what was said before. */
export async function note({ study, actor }: Call, row: ModelRow, text: string): Promise<void> {
  mustWrite(study)
  try {
    await study.store.db.transaction().execute(async (transaction) => {
      if (text.trim() === '') await removeSetting(transaction, noteKey(row.id))
      else await setSetting(transaction, noteKey(row.id), text)
      const subject = `model:${row.id}`
      await record(transaction, { actor: actor.name, action: 'note-model', subject, detail: { text } })
    })
  } catch (error) {
    throw failureOf(error)
  }
  study.changes.send({ what: 'models' })
}

/** The model that a round went on from, that one's, and so on; each once, whatever the catalogue says. */
async function ancestorsOf(db: OpenStudy['store']['db'], row: ModelRow): Promise<ModelRow[]> {
  const seen = new Set([row.id])
  const found: ModelRow[] = []
  for (let now: ModelRow | undefined = row; now?.run_id; ) {
    const run = await db.selectFrom('run').select('config').where('id', '=', now.run_id).executeTakeFirst()
    const { from } = begun.parse(run ? JSON.parse(run.config) : {})
    if (from === null || seen.has(from)) break
    seen.add(from)
    now = await db.selectFrom('model').selectAll().where('id', '=', from).executeTakeFirst()
    if (now) found.push(now)
  }
  return found
}

/** Settings by their paths, a line each. */
function flat(settings: object, path = ''): [string, string][] {
  return Object.entries(settings).flatMap(([key, value]): [string, string][] => {
    const here = path === '' ? key : `${path}.${key}`
    const isTable = typeof value === 'object' && value !== null && !Array.isArray(value)
    return isTable ? flat(value as object, here) : [[here, JSON.stringify(value)]]
  })
}
