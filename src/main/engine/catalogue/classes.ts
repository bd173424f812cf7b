import type { Transaction } from 'kysely'
import { Failure } from '../../../shared/contract/failure.ts'
import { type LabelClass, MOST_CLASSES } from '../../../shared/domain/labelClass.ts'
import { record } from '../store/audit.ts'
import { classesOf, keepClasses } from '../store/classes.ts'
import { paintedFrom } from '../store/frames/paintedFrom.ts'
import { signedExaminations } from '../store/review/signed.ts'
import type { Catalogue } from '../store/schema.ts'
import { failureOf } from '../store/sqliteFailure.ts'
import type { Call } from '../study/Call.ts'
import { mustWrite } from '../study/OpenStudy.ts'

/**
 * Gives the classes other names and colours, and adds further ones at the end. A class's place is its value in every
 * mask, so none changes places, and the last goes only as long as nothing knows it. Fails CLASS_IN_USE, FRAME_LOCKED,
 * WRONG_USAGE.
 */
export async function setClasses({ study, actor }: Call, classes: readonly LabelClass[]): Promise<void> {
  mustWrite(study)
  try {
    await study.store.db.transaction().execute(async (db) => {
      const before = await classesOf(db)
      mustKeepPlaces(before, classes)
      await mustKeepMeaning(db, before, classes)
      if (classes.length < before.length) await mustBeUnknown(db, classes.length, before)
      await keepClasses(db, classes)
      await record(db, {
        actor: actor.name,
        action: 'set-classes',
        subject: 'study',
        detail: { before, after: classes },
      })
    })
  } catch (error) {
    throw failureOf(error)
  }
  study.classes = classes
  study.changes.send({ what: 'study' })
}

function mustKeepPlaces(before: readonly LabelClass[], after: readonly LabelClass[]): void {
  if (after.length < 2 || after.length > MOST_CLASSES || after.some(({ name }) => name.trim() === ''))
    throw new Failure('classesOutOfRange')
  const names = after.map(({ name }) => name.toLowerCase())
  if (new Set(names).size < names.length) throw new Failure('classesAlike')
  const moved = before.find(({ name }, value) => {
    const now = names.indexOf(name.toLowerCase())
    return now >= 0 && now !== value
  })
  if (moved) throw new Failure('classWouldMove', { class: moved.name })
}

/** Refuses to call a class otherwise, or to drop one, while an examination is signed: its masks would say something else. */
async function mustKeepMeaning(
  db: Transaction<Catalogue>,
  before: readonly LabelClass[],
  after: readonly LabelClass[],
): Promise<void> {
  if (before.every(({ name }, value) => after[value]?.name === name)) return
  const signed = await signedExaminations(db).executeTakeFirst()
  if (signed) throw new Failure('classesSigned', { reviewer: signed.reviewer })
}

/** Refuses to drop classes that a mask, a model or a round knows. */
async function mustBeUnknown(
  db: Transaction<Catalogue>,
  from: number,
  classes: readonly LabelClass[],
): Promise<void> {
  const value = await paintedFrom(db, from)
  if (value !== undefined) throw new Failure('classPainted', { class: classes[value]?.name ?? String(value) })
  const models = await db.selectFrom('model').select('card as text').execute()
  const runs = await db.selectFrom('run').select('config as text').execute()
  const known = [...models, ...runs].map(
    ({ text }) => (JSON.parse(text) as { settings: { classes: number } }).settings.classes,
  )
  if (known.some((count) => count > from))
    throw new Failure('classLearned', { class: classes[from]?.name ?? String(from) })
}
