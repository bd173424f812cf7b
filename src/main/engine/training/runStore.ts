import { randomUUID } from 'node:crypto'
import { mkdir, readdir } from 'node:fs/promises'
import type { Transaction } from 'kysely'
import { Failure } from '../../../shared/contract/failure.ts'
import {
  type RoundOptions,
  type RoundSummary,
  verdict as verdictKept,
} from '../../../shared/contract/training.ts'
import { reasonFrom } from '../../../shared/reasons/index.ts'
import { reasonOf } from '../../../shared/reasons/Refused.ts'
import type { TrainingSettings } from '../../../shared/trainer/settings.ts'
import { record } from '../store/audit.ts'
import { classesOf } from '../store/classes.ts'
import { rowNamed } from '../store/rowNamed.ts'
import { isCheckpoint, LEFT_OUT } from '../store/runFiles.ts'
import type { Catalogue, RunRow } from '../store/schema.ts'
import { ITSELF } from '../store/trail/chain.ts'
import type { Call } from '../study/Call.ts'
import type { OpenStudy } from '../study/OpenStudy.ts'
import { isStillSo, type RoundData } from './roundData.ts'
import { runFolder } from './runFolder.ts'

/** What a round was started with; kept so that it can be resumed as it was. */
export interface RunConfig {
  readonly options: RoundOptions
  readonly settings: TrainingSettings
  readonly labelled: number
  readonly unlabelled: number
  /** Ids of the vetoes that stood when it began, which it honours to its end; absent in rounds of before there were any. */
  readonly vetoes?: readonly number[]
  /** How many of them are of frames that it could learn from. */
  readonly vetoed?: number
  /** Id of the model the round started from, if any. */
  readonly from: string | null
}

/** What the trail tells of a round: how it learns, and of how much. */
const toldOf = ({ options, labelled, unlabelled }: RunConfig) => ({
  method: options.method,
  steps: options.steps,
  labelled,
  unlabelled,
  acceptedOnly: options.acceptedOnly ?? false,
})

/**
 * Writes a round down as running, from when on no patient changes sides. Undefined where a frame or a patient has, or
 * the classes have become fewer, since its data were collected: a round of those would not be what it says.
 */
export async function addRun(
  { study, actor }: Call,
  config: RunConfig,
  data: RoundData,
): Promise<string | undefined> {
  const id = randomUUID()
  const row = {
    id,
    state: 'running',
    config: JSON.stringify(config),
    step: 0,
    started_at: new Date().toISOString(),
  } as const
  const empty = { seconds_per_step: null, message: null, model_id: null, verdict: null, ended_at: null }
  const isKept = await study.store.db.transaction().execute(async (transaction) => {
    if ((await classesOf(transaction)).length < config.settings.classes) return false
    if (!(await isStillSo(transaction, data))) return false
    await mkdir(runFolder(study, id), { recursive: true })
    await transaction
      .insertInto('run')
      .values({ ...row, ...empty })
      .execute()
    await record(transaction, {
      actor: actor.name,
      action: 'round-started',
      subject: `run:${id}`,
      detail: toldOf(config),
    })
    return true
  })
  if (isKept) study.changes.send({ what: 'runs' })
  return isKept ? id : undefined
}

/**
 * Says that a round runs again; false where its data are not what they were when they were collected. Without data it does not
 * learn any more.
 */
export async function runAgain({ study, actor }: Call, row: RunRow, data?: RoundData): Promise<boolean> {
  const { id } = row
  const isRunning = await study.store.db.transaction().execute(async (transaction) => {
    if (data && !(await isStillSo(transaction, data))) return false
    await transaction
      .updateTable('run')
      .set({ state: 'running', message: null, ended_at: null })
      .where('id', '=', id)
      .execute()
    await record(transaction, {
      actor: actor.name,
      action: 'round-resumed',
      subject: `run:${id}`,
      detail: toldOf(configOf(row)),
    })
    return true
  })
  if (isRunning) study.changes.send({ what: 'runs' })
  return isRunning
}

/** Notes how far a round is. */
export async function updateRun(
  study: OpenStudy,
  id: string,
  change: Partial<Omit<RunRow, 'id'>>,
): Promise<void> {
  await study.store.db.updateTable('run').set(change).where('id', '=', id).execute()
  study.changes.send({ what: 'runs' })
}

/** How a round has ended, for now or for good. */
export type Ending = Pick<RunRow, 'message' | 'ended_at'> & {
  readonly state: Exclude<RunRow['state'], 'running'>
  readonly step?: number
}

/** Writes down how a round has ended, and by whom: a person, or the app. */
export async function endRun(study: OpenStudy, id: string, by: string, ending: Ending): Promise<void> {
  await study.store.db.transaction().execute((transaction) => end(transaction, id, by, ending))
  study.changes.send({ what: 'runs' })
}

async function end(db: Transaction<Catalogue>, id: string, by: string, ending: Ending): Promise<void> {
  const { step, verdict } = await db
    .updateTable('run')
    .set(ending)
    .where('id', '=', id)
    .returning(['step', 'verdict'])
    .executeTakeFirstOrThrow()
  const alarms = verdictIn(verdict)?.alarms.length ?? 0
  await record(db, {
    actor: by,
    action: `round-${ending.state}`,
    subject: `run:${id}`,
    // Of the reason its name alone: what it names may be a path.
    detail: { step, reason: ending.message === null ? null : reasonFrom(ending.message).name, alarms },
  })
}

const verdictIn = (text: string | null) => (text === null ? null : verdictKept.parse(JSON.parse(text)))

/** A round by its id, or by the beginning of it. Fails RUN_NOT_FOUND, WRONG_USAGE where several begin so. */
export async function runNamed(study: OpenStudy, id: string): Promise<RunRow> {
  const row = await rowNamed(study.store.db, 'run', id)
  if (!row) throw new Failure('roundGone')
  return row
}

/** The last round that ended well. */
export const lastFinished = ({ store: { db } }: OpenStudy): Promise<{ id: string } | undefined> =>
  db
    .selectFrom('run')
    .select('id')
    .where('state', '=', 'finished')
    .orderBy('ended_at', 'desc')
    .limit(1)
    .executeTakeFirst()

/** Runs that say "running" in a study nobody was writing to: their engine died. */
export async function markCrashedRuns(study: OpenStudy): Promise<void> {
  const message = JSON.stringify(reasonOf('studioStopped'))
  const ending = { state: 'crashed', message, ended_at: new Date().toISOString() } as const
  await study.store.db.transaction().execute(async (transaction) => {
    const running = transaction.selectFrom('run').select('id').where('state', '=', 'running')
    for (const { id } of await running.execute()) await end(transaction, id, ITSELF, ending)
  })
}

/** Whether a backup left out the checkpoints of a round: from its beginning it would be another one. */
export async function hasLostCheckpoints(study: OpenStudy, id: string): Promise<boolean> {
  const names = await readdir(runFolder(study, id)).catch((): string[] => [])
  return names.includes(LEFT_OUT) && !names.some(isCheckpoint)
}

/** Tells of rounds that wait to be resumed and cannot be. */
export async function markRoundsWithoutCheckpoint(study: OpenStudy): Promise<void> {
  const { db } = study.store
  const message = JSON.stringify(reasonOf('checkpointsLeftOut'))
  for (const { id } of await db.selectFrom('run').select('id').where('state', '!=', 'finished').execute())
    if (await hasLostCheckpoints(study, id))
      await db.updateTable('run').set({ message }).where('id', '=', id).execute()
}

export const configOf = (row: RunRow) => JSON.parse(row.config) as RunConfig

export function summaryOf(row: RunRow): RoundSummary {
  const { options, labelled, unlabelled, vetoed = 0 } = configOf(row)
  const verdict = verdictIn(row.verdict)
  const { id, state, step, message } = row
  const phase = state === 'running' ? 'starting' : 'ended'
  return {
    id,
    state,
    options,
    startedAt: row.started_at,
    endedAt: row.ended_at,
    step,
    labelled,
    unlabelled,
    vetoed,
    secondsLeft: null,
    waits: false,
    phase,
    message: message === null ? null : reasonFrom(message),
    model: row.model_id,
    verdict,
  }
}
