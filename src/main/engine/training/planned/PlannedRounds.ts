import type { Plan, PlannedRound } from '../../../../shared/contract/planning.ts'
import type { RoundOptions } from '../../../../shared/contract/training.ts'
import type { Actor } from '../../../../shared/domain/actor.ts'
import { rights } from '../../../../shared/domain/roles.ts'
import { reasonFrom } from '../../../../shared/reasons/index.ts'
import type { PlannedRow } from '../../store/schema.ts'
import { failureOf } from '../../store/sqliteFailure.ts'
import { ITSELF } from '../../store/trail/chain.ts'
import { mustWrite, type OpenStudy } from '../../study/OpenStudy.ts'
import { nextOf } from './nextOf.ts'
import {
  addPlanned,
  changePlanned,
  goneOnAfter,
  letLineGoOn,
  markMissed,
  movePlanned,
  noteProblem,
  optionsIn,
  plannedFrom,
  plannedRows,
  removePlanned,
  type Wished,
} from './plannedStore.ts'

/** A clock that is set, or a machine that slept, is noticed so late at most, ms. */
const LOOK_AT_MOST = 30_000

type ChangeOfPlan = Pick<Wished, 'notBefore'> & {
  readonly id: string
  readonly options?: RoundOptions | undefined
}

interface Rounds {
  /** Whether none runs or begins. */
  isFree(): boolean
  start(actor: Actor, options: RoundOptions): Promise<unknown>
}

/** Rounds that wait for their turn or their time, in one open study. What they learn from is collected as they start. */
export class PlannedRounds {
  private readonly study: OpenStudy
  private readonly rounds: Rounds
  private timer: NodeJS.Timeout | undefined
  /** The one that is being started. */
  private starting: string | undefined
  private looking: Promise<void> | undefined
  /** Whether somebody is at the study whose rounds are to start: a command that opens it for a moment must start none. */
  private isAwake = false
  private isStopped = false

  constructor(study: OpenStudy, rounds: Rounds) {
    this.study = study
    this.rounds = rounds
  }

  /** Called when a window or a server has opened the study: what was missed until now asks a person. */
  async begin(): Promise<void> {
    if (this.study.store.readOnly !== null || this.isAwake) return
    await markMissed(this.study, new Date())
    this.wake()
  }

  private wake(): void {
    this.isAwake = true
    this.look()
  }

  /** Starts no more; resolves when none is being started. */
  async stop(): Promise<void> {
    this.isStopped = true
    clearTimeout(this.timer)
    await this.looking
  }

  async list(): Promise<Plan> {
    const rows = await plannedRows(this.study)
    return { rounds: rows.map((row) => this.shown(row)), holds: await this.holds() }
  }

  async add(actor: Actor, wished: Wished): Promise<PlannedRound> {
    mustWrite(this.study)
    const row = await addPlanned({ study: this.study, actor }, wished)
    this.wake()
    return this.shown(row)
  }

  async change(actor: Actor, wished: ChangeOfPlan) {
    mustWrite(this.study)
    const { id, options, notBefore } = wished
    const row = await changePlanned({ study: this.study, actor }, id, options, notBefore)
    this.wake()
    return this.shown(row)
  }

  async move(actor: Actor, { id, by }: { id: string; by: number }): Promise<Plan> {
    mustWrite(this.study)
    await movePlanned({ study: this.study, actor }, id, by)
    return this.list()
  }

  async remove(actor: Actor, id: string): Promise<Plan> {
    mustWrite(this.study)
    if (this.starting !== id)
      await removePlanned(this.study, id, { by: actor.name, action: 'planned-removed' })
    return this.list()
  }

  async goOn(actor: Actor): Promise<Plan> {
    mustWrite(this.study)
    const last = await this.lastRound()
    if (last) await letLineGoOn({ study: this.study, actor }, last.id)
    this.wake()
    return this.list()
  }

  /** Starts the next where it is time; called whenever that may have become so. */
  look(): void {
    if (!this.isAwake || this.isStopped || this.looking) return
    clearTimeout(this.timer)
    this.looking = this.startNext()
      // A study that takes nothing for now is looked at again with the clock.
      .catch(() => LOOK_AT_MOST)
      .then((again) => {
        this.looking = undefined
        if (this.isStopped || again === null) return
        this.timer = setTimeout(() => this.look(), again)
        this.timer.unref()
      })
  }

  /** Ms until it is to be looked again; null where somebody will ask for it. */
  private async startNext(): Promise<number | null> {
    if (!this.rounds.isFree()) return null
    const rows = await plannedRows(this.study)
    const { next, wait } = nextOf(rows, Date.now(), await this.holds())
    if (!next) return wait === null ? null : Math.min(wait, LOOK_AT_MOST)
    return (await this.start(next)) ? null : 0
  }

  /** Whether it is under way; one that could not start says why, and the next is looked at. */
  private async start(row: PlannedRow): Promise<boolean> {
    this.starting = row.id
    this.study.changes.send({ what: 'runs' })
    try {
      // Until studies have accounts whoever planned a round might start it; its model carries their name.
      await this.rounds.start({ name: row.reader, rights }, optionsIn(row))
      await removePlanned(this.study, row.id, { by: ITSELF, action: 'planned-started' })
      return true
    } catch (error) {
      const { code, reason } = failureOf(error)
      // Somebody was quicker: it stays in the line.
      if (code === 'TRAINING_BUSY') return true
      await noteProblem(this.study, row.id, reason)
      return false
    } finally {
      this.starting = undefined
      this.study.changes.send({ what: 'runs' })
    }
  }

  /** Whether the last round ended by itself before its time, and nobody has let the line go on since. */
  private async holds(): Promise<boolean> {
    const last = await this.lastRound()
    if (last?.state !== 'crashed' && last?.state !== 'paused') return false
    if (last.message !== null && reasonFrom(last.message).name === 'pausedByTime') return false
    return (await goneOnAfter(this.study)) !== last.id
  }

  private lastRound() {
    return this.study.store.db
      .selectFrom('run')
      .select(['id', 'state', 'message'])
      .orderBy('started_at', 'desc')
      .limit(1)
      .executeTakeFirst()
  }

  private shown(row: PlannedRow): PlannedRound {
    return plannedFrom(row, row.id === this.starting)
  }
}
