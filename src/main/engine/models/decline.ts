import { Failure } from '../../../shared/contract/failure.ts'
import { verdict as verdictKept } from '../../../shared/contract/training.ts'
import { record } from '../store/audit.ts'
import { rowNamed } from '../store/rowNamed.ts'
import { failureOf } from '../store/sqliteFailure.ts'
import type { Call } from '../study/Call.ts'
import { mustWrite } from '../study/OpenStudy.ts'

/**
 * Writes down that a round's model is not wanted and the one in use stays. Nothing else changes: it can be taken into use
 * later all the same. Fails MODEL_NOT_FOUND, and WRONG_USAGE where it is the one in use by now, as another window has it.
 */
export async function decline({ study, actor }: Call, wanted: string): Promise<void> {
  mustWrite(study)
  try {
    await study.store.db.transaction().execute(async (transaction) => {
      const model = await rowNamed(transaction, 'model', wanted)
      if (!model) throw new Failure('noSuchModel', { model: wanted })
      if (model.in_use === 1) throw new Failure('modelTakenIntoUse')
      const run = await transaction
        .selectFrom('run')
        .select(['id', 'verdict'])
        .where('model_id', '=', model.id)
        .executeTakeFirst()
      if (run?.verdict) {
        const verdict = { ...verdictKept.parse(JSON.parse(run.verdict)), declined: true }
        await transaction
          .updateTable('run')
          .set({ verdict: JSON.stringify(verdict) })
          .where('id', '=', run.id)
          .execute()
      }
      await record(transaction, {
        actor: actor.name,
        action: 'decline-model',
        subject: `model:${model.id}`,
        detail: {},
      })
    })
  } catch (error) {
    throw failureOf(error)
  }
  study.changes.send({ what: 'runs' })
}
