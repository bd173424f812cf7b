import { Failure } from '../../../shared/contract/failure.ts'
import { record } from '../store/audit.ts'
import { setAcceptedOnly } from '../store/review/acceptedOnly.ts'
import { setGuarded } from '../store/review/guarded.ts'
import { failureOf } from '../store/sqliteFailure.ts'
import type { Call } from '../study/Call.ts'
import { mustWrite } from '../study/OpenStudy.ts'

/** Chooses the classes that no examination is signed without a look at. Fails WRONG_USAGE for a class that there is not. */
export async function guard({ study, actor }: Call, classes: readonly number[]): Promise<void> {
  mustWrite(study)
  const unknown = classes.find((value) => value < 1 || value >= study.classes.length)
  if (unknown !== undefined)
    throw new Failure('classUnknown', {
      name: String(unknown),
      classes: study.classes.map(({ name }) => name),
    })
  try {
    await study.store.db.transaction().execute(async (db) => {
      await setGuarded(db, classes)
      await record(db, { actor: actor.name, action: 'guard-classes', subject: 'study', detail: { classes } })
    })
  } catch (error) {
    throw failureOf(error)
  }
  study.changes.send({ what: 'study' })
}

/** Says whether rounds learn from accepted labels alone. */
export async function learnAccepted({ study, actor }: Call, only: boolean): Promise<void> {
  mustWrite(study)
  try {
    await study.store.db.transaction().execute(async (db) => {
      await setAcceptedOnly(db, only)
      await record(db, { actor: actor.name, action: 'learn-accepted', subject: 'study', detail: { only } })
    })
  } catch (error) {
    throw failureOf(error)
  }
  study.changes.send({ what: 'study' })
}
