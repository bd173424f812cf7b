import { randomUUID } from 'node:crypto'
import type { Transaction } from 'kysely'
import { Failure } from '../../../../shared/contract/failure.ts'
import type { PlannedRound } from '../../../../shared/contract/planning.ts'
import { type RoundOptions, roundOptions } from '../../../../shared/contract/training.ts'
import type { Act } from '../../../../shared/domain/acts.ts'
import { type Reason, reasonFrom } from '../../../../shared/reasons/index.ts'
import { record } from '../../store/audit.ts'
import type { Catalogue, PlannedRow } from '../../store/schema.ts'
import { setSetting, settingOf } from '../../store/settings.ts'
import { ITSELF } from '../../store/trail/chain.ts'
import type { Call } from '../../study/Call.ts'
import type { OpenStudy } from '../../study/OpenStudy.ts'

/** Rounds in a line: more are a mistake, and each costs hours. */
const MOST = 20

export type Wished = Pick<PlannedRound, 'options' | 'notBefore'>

/** The round after whose bad end somebody has let the line go on, by its id. */
const GONE_ON = 'line-gone-on'

/** The line as it is written down, in its order. */
export const plannedRows = ({ store: { db } }: OpenStudy): Promise<PlannedRow[]> =>
  db.selectFrom('planned_round').selectAll().orderBy('place').orderBy('at').execute()

/** Fails WRONG_USAGE where the line is full. */
export async function addPlanned({ study, actor }: Call, wished: Wished): Promise<PlannedRow> {
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
      reader: actor.name,
      at: new Date().toISOString(),
    } as const
    await db.insertInto('planned_round').values(added).execute()
    await tell(db, actor.name, 'planned-added', added)
    return added
  })
  study.changes.send({ what: 'runs' })
  return row
}

/** Fails RUN_NOT_FOUND where the round is not in the line any more. */
export async function changePlanned(
  { study, actor }: Call,
  id: string,
  options: RoundOptions | undefined,
  notBefore: string | null,
): Promise<PlannedRow> {
  const said = options ? { options: JSON.stringify(options) } : {}
  const row = await study.store.db.transaction().execute(async (db) => {
    const changed = await db
      .updateTable('planned_round')
      .set({ ...said, not_before: notBefore, missed: 0, problem: null })
      .where('id', '=', id)
      .returningAll()
      .executeTakeFirst()
    if (!changed) throw new Failure('plannedRoundGone')
    await tell(db, actor.name, 'planned-changed', changed)
    return changed
  })
  study.changes.send({ what: 'runs' })
  return row
}

/** Says of a round why it could not start; one that was taken out meanwhile needs no word. */
export async function noteProblem(study: OpenStudy, id: string, problem: Reason): Promise<void> {
  await study.store.db.transaction().execute(async (db) => {
    const row = await db
      .updateTable('planned_round')
      .set({ problem: JSON.stringify(problem) })
      .where('id', '=', id)
      .returningAll()
      .executeTakeFirst()
    if (row) await tell(db, ITSELF, 'planned-failed', row, { reason: problem.name })
  })
  study.changes.send({ what: 'runs' })
}

/** Moves a round by so many places, as far as the line goes. Fails RUN_NOT_FOUND. */
export async function movePlanned({ study, actor }: Call, id: string, by: number): Promise<void> {
  await study.store.db.transaction().execute(async (db) => {
    const ids = await idsIn(db)
    const from = ids.indexOf(id)
    if (from < 0) throw new Failure('plannedRoundGone')
    const to = Math.min(Math.max(0, from + by), ids.length - 1)
    if (to === from) return
    ids.splice(from, 1)
    ids.splice(to, 0, id)
    for (const [place, one] of ids.entries())
      await db.updateTable('planned_round').set({ place }).where('id', '=', one).execute()
    const detail = { from: from + 1, to: to + 1 }
    await record(db, { actor: actor.name, action: 'planned-moved', subject: `planned:${id}`, detail })
  })
  study.changes.send({ what: 'runs' })
}

async function idsIn(db: Transaction<Catalogue>): Promise<string[]> {
  const rows = await db.selectFrom('planned_round').select('id').orderBy('place').orderBy('at').execute()
  return rows.map(({ id }) => id)
}

/** Takes a round out of the line, where it still is in it: somebody does not want it any more, or it has begun. */
export async function removePlanned(
  study: OpenStudy,
  id: string,
  { by, action }: { readonly by: string; readonly action: 'planned-removed' | 'planned-started' },
): Promise<void> {
  await study.store.db.transaction().execute(async (db) => {
    const row = await db.deleteFrom('planned_round').where('id', '=', id).returningAll().executeTakeFirst()
    if (row) await tell(db, by, action, row)
  })
  study.changes.send({ what: 'runs' })
}

/** Rounds whose time passed while nobody had the study open: starting them now, beside other work, is for a person to say. */
export async function markMissed({ store: { db } }: OpenStudy, now: Date): Promise<void> {
  await db.transaction().execute(async (transaction) => {
    const missed = await transaction
      .updateTable('planned_round')
      .set({ missed: 1 })
      .where('not_before', '<', now.toISOString())
      .where('missed', '=', 0)
      .returningAll()
      .execute()
    for (const row of missed) await tell(transaction, ITSELF, 'planned-missed', row)
  })
}

/** Lets the line go on although the last round, this one, ended before its time. */
export async function letLineGoOn({ study, actor }: Call, run: string): Promise<void> {
  await study.store.db.transaction().execute(async (db) => {
    await setSetting(db, GONE_ON, run)
    await record(db, { actor: actor.name, action: 'line-went-on', subject: `run:${run}`, detail: {} })
  })
  study.changes.send({ what: 'runs' })
}

/** The round after which it was let go on last. */
export const goneOnAfter = ({ store: { db } }: OpenStudy): Promise<string | undefined> =>
  settingOf(db, GONE_ON)

/** What the trail tells of a round in line: how it will learn and when, and never from which file. */
async function tell(
  db: Transaction<Catalogue>,
  actor: string,
  action: Act,
  row: PlannedRow,
  more: Readonly<Record<string, unknown>> = {},
): Promise<void> {
  const { method, steps, acceptedOnly } = optionsIn(row)
  const detail = { method, steps, acceptedOnly, notBefore: row.not_before, ...more }
  await record(db, { actor, action, subject: `planned:${row.id}`, detail })
}

export const optionsIn = ({ options }: PlannedRow) => roundOptions.parse(JSON.parse(options))

export function plannedFrom(row: PlannedRow, isStarting: boolean): PlannedRound {
  const problem: Reason | null = row.problem === null ? null : reasonFrom(row.problem)
  const waiting = row.missed === 1 ? 'missed' : 'waits'
  const state = isStarting ? 'starts' : problem ? 'failed' : waiting
  const { id, not_before: notBefore, reader } = row
  return { id, options: optionsIn(row), notBefore, reader, state, problem }
}
