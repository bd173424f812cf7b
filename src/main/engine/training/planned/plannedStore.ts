import { randomUUID } from 'node:crypto'
import type { Transaction } from 'kysely'
import { Failure } from '../../../../shared/contract/failure.ts'
import type { PlannedRound } from '../../../../shared/contract/planning.ts'
import { roundOptions } from '../../../../shared/contract/training.ts'
import { type Reason, reasonFrom } from '../../../../shared/reasons/index.ts'
import type { Catalogue, PlannedRow } from '../../store/schema.ts'
import type { OpenStudy } from '../../study/OpenStudy.ts'

/** Rounds in a line: more are a mistake, and each costs hours. */
const MOST = 20

export type Wished = Pick<PlannedRound, 'options' | 'notBefore'>
type Change = Partial<Omit<PlannedRow, 'id'>>

/** The line as it is written down, in its order. */
export const plannedRows = ({ store: { db } }: OpenStudy): Promise<PlannedRow[]> =>
  db.selectFrom('planned_round').selectAll().orderBy('place').orderBy('at').execute()

/** Fails WRONG_USAGE where the line is full. */
export async function addPlanned(study: OpenStudy, reader: string, wished: Wished): Promise<PlannedRow> {
  const row = await study.store.db.transaction().execute(async (db) => {
    const rows = await db.selectFrom('planned_round').select('place').orderBy('place', 'desc').execute()
    if (rows.length >= MOST) throw new Failure('lineFull', { count: MOST })
    const { options, notBefore } = wished
    const added = {
      id: randomUUID(),
      place: (rows[0]?.place ?? 0) + 1,
      options: JSON.stringify(options),
      not_before: notBefore,
      missed: 0,
      problem: null,
      reader,
      at: new Date().toISOString(),
    } as const
    await db.insertInto('planned_round').values(added).execute()
    return added
  })
  study.changes.send({ what: 'runs' })
  return row
}

/** Fails RUN_NOT_FOUND where the round is not in the line any more. */
export async function changePlanned(study: OpenStudy, id: string, change: Change): Promise<PlannedRow> {
  const { db } = study.store
  const row = await db
    .updateTable('planned_round')
    .set(change)
    .where('id', '=', id)
    .returningAll()
    .executeTakeFirst()
  if (!row) throw new Failure('plannedRoundGone')
  study.changes.send({ what: 'runs' })
  return row
}

/** Says of a round why it could not start; one that was taken out meanwhile needs no word. */
export async function noteProblem(study: OpenStudy, id: string, problem: Reason): Promise<void> {
  await study.store.db
    .updateTable('planned_round')
    .set({ problem: JSON.stringify(problem) })
    .where('id', '=', id)
    .execute()
  study.changes.send({ what: 'runs' })
}

/** Moves a round by so many places, as far as the line goes. Fails RUN_NOT_FOUND. */
export async function movePlanned(study: OpenStudy, id: string, by: number): Promise<void> {
  await study.store.db.transaction().execute(async (db) => {
    const ids = await idsIn(db)
    const from = ids.indexOf(id)
    if (from < 0) throw new Failure('plannedRoundGone')
    ids.splice(from, 1)
    ids.splice(Math.max(0, from + by), 0, id)
    for (const [place, one] of ids.entries())
      await db.updateTable('planned_round').set({ place }).where('id', '=', one).execute()
  })
  study.changes.send({ what: 'runs' })
}

async function idsIn(db: Transaction<Catalogue>): Promise<string[]> {
  const rows = await db.selectFrom('planned_round').select('id').orderBy('place').orderBy('at').execute()
  return rows.map(({ id }) => id)
}

export async function removePlanned(study: OpenStudy, id: string): Promise<void> {
  await study.store.db.deleteFrom('planned_round').where('id', '=', id).execute()
  study.changes.send({ what: 'runs' })
}

/** Rounds whose time passed while nobody had the study open: starting them now, beside other work, is for a person to say. */
export async function markMissed({ store: { db } }: OpenStudy, now: Date): Promise<void> {
  await db
    .updateTable('planned_round')
    .set({ missed: 1 })
    .where('not_before', '<', now.toISOString())
    .execute()
}

export const optionsIn = ({ options }: PlannedRow) => roundOptions.parse(JSON.parse(options))

export function plannedFrom(row: PlannedRow, isStarting: boolean): PlannedRound {
  const problem: Reason | null = row.problem === null ? null : reasonFrom(row.problem)
  const waiting = row.missed === 1 ? 'missed' : 'waits'
  const state = isStarting ? 'starts' : problem ? 'failed' : waiting
  const { id, not_before: notBefore, reader } = row
  return { id, options: optionsIn(row), notBefore, reader, state, problem }
}
