import { type Failure, failureFor } from '../../../shared/contract/failure.ts'
import type { Curves, RoundSummary } from '../../../shared/contract/training.ts'
import type { Actor } from '../../../shared/domain/actor.ts'
import type { EventOf } from '../../../shared/trainer/messages.ts'
import type { FrameRef, PredictJob, TrainJob, TrainResult } from '../../../shared/trainer/protocol.ts'
import { type LogEntry, writeLog } from '../../files/writeLog.ts'
import { type Job, type JobService, type Outcome, reasonWhy } from '../jobs/JobService.ts'
import { LabelService } from '../labels/LabelService.ts'
import { ModelService } from '../models/ModelService.ts'
import { failureOf } from '../store/sqliteFailure.ts'
import { ITSELF } from '../store/trail/chain.ts'
import type { Call } from '../study/Call.ts'
import type { OpenStudy } from '../study/OpenStudy.ts'
import { Asking, type Taken } from './Asking.ts'
import { noteCheckpoints } from './checkpoints.ts'
import type { Endings } from './Endings.ts'
import { hashLedger, type SplitLedger } from './roundData.ts'
import { logPoint } from './runLog.ts'
import { type Ending, updateRun } from './runStore.ts'
import { logLook } from './stripLog.ts'
import { Wanted } from './Wanted.ts'

export type RoundEvent =
  | { readonly kind: 'round'; readonly round: RoundSummary }
  | { readonly kind: 'loss'; readonly run: string; readonly point: Curves['losses'][number] }
  | { readonly kind: 'iou'; readonly run: string; readonly point: Curves['iou'][number] }

/** What a round has to do: all of it, or the overlays of its model alone, where it was broken off behind that. */
export type RoundWork =
  | {
      readonly kind: 'train'
      readonly job: TrainJob
      readonly ledger: SplitLedger
      /** The id that its model will have. */
      readonly model: string
    }
  | { readonly kind: 'predict'; readonly job: PredictJob; readonly model: string }

type Ended = Outcome<RoundWork['kind']>

/** How often the running step is written down, in steps: enough to tell how far a crashed run was. */
const NOTE_EVERY = 10

/** One running round: turns the trainer's events into the study's rows and into news for whoever watches. */
export class Round {
  readonly id: string
  summary: RoundSummary
  /** Resolves at the trainer's first step, fails where it could not begin. */
  readonly started: Promise<RoundSummary>
  /** Resolves when everything of this round is written; never fails. */
  readonly ended: Promise<void>
  private readonly study: OpenStudy
  /** The frames that are looked at: they are labelled first. */
  private readonly wanted: Wanted
  /** Who started it. */
  private readonly actor: Actor
  private readonly given: RoundWork
  private readonly tell: (event: RoundEvent) => void
  private readonly endings: Endings
  private readonly trainer: Job<Ended>
  private readonly asking = new Asking()
  /** Who has asked for it to end so, the first of them. */
  private readonly askedBy: { paused?: string; cancelled?: string } = {}
  /** Why the study did not take what the round made: it is not done before that. */
  private unkept: Failure | undefined
  /** Times on the monotonic clock, ms: when the trainer was started, its first and its newest step. */
  private readonly startedAt = performance.now()
  private steps: { first: number; last: number } | undefined
  private painted: NodeJS.Timeout | undefined
  /** Events are handled one after another: each may write. */
  private work: Promise<void> = Promise.resolve()

  constructor(
    { study, actor }: Call,
    jobs: JobService,
    logFile: string,
    summary: RoundSummary,
    given: RoundWork,
    endings: Endings,
    tell: (event: RoundEvent) => void,
  ) {
    this.study = study
    this.wanted = new Wanted(study)
    this.actor = actor
    this.id = summary.id
    this.summary = { ...summary, phase: 'starting' }
    this.given = given
    this.endings = endings
    this.tell = tell
    let resolve: (summary: RoundSummary) => void = () => {}
    let reject: (failure: Failure) => void = () => {}
    this.started = new Promise((yes, no) => {
      resolve = yes
      reject = no
    })
    const onEvent = (event: EventOf<'train'>) => {
      if (event.kind === 'taken') return this.asking.hear(event)
      if (event.kind === 'working' || event.kind === 'trained') this.asking.end()
      if (event.kind === 'ready') resolve(this.summary)
      if (event.kind === 'step')
        this.steps = { first: performance.now(), ...this.steps, last: performance.now() }
      this.work = this.work
        .then(() => this.take(event))
        .catch((error: unknown) => this.fail(event, failureOf(error)))
    }
    const wishes = { priority: 'round', onEvent } as const
    this.trainer =
      given.kind === 'train'
        ? jobs.ask({ kind: 'train', job: given.job }, wishes)
        : jobs.ask<'predict'>({ kind: 'predict', job: given.job }, wishes)
    this.ended = this.trainer.outcome.then(async (outcome) => {
      this.asking.end()
      if (outcome.kind === 'failed' && outcome.failure.reason.name === 'noTensorFlow')
        reject(failureFor(outcome.failure.reason, outcome.failure.detail))
      await this.work
      await this.finish(outcome)
      writeLog(logFile, logged(this.summary, outcome))
      resolve(this.summary)
    })
  }

  get trainerPid(): number | undefined {
    return this.trainer.pid
  }

  /** What it takes for true on each frame by now; undefined for those that it is not asked about, as it does not learn now. */
  takes(frames: readonly FrameRef[]): Promise<(Taken | undefined)[]> {
    if (this.summary.phase !== 'learning') return Promise.resolve(frames.map(() => undefined))
    return Promise.all(this.asking.about(frames, (news) => this.trainer.takes(news)))
  }

  async pause(by: string): Promise<void> {
    this.askedBy.paused ??= by
    this.trainer.pause()
    await this.ended
  }

  async cancel(by: string): Promise<void> {
    this.askedBy.cancelled ??= by
    this.trainer.cancel()
    await this.ended
  }

  /** Tells that it does nothing for so long, ms, while somebody paints. */
  waitForPainting(ms: number): void {
    clearTimeout(this.painted)
    this.painted = setTimeout(() => this.show({ waits: false }), ms)
    this.painted.unref()
    if (!this.summary.waits) this.show({ waits: true })
  }

  /** A point of a curve may be missing; a model or an overlay may not. */
  private fail({ kind }: EventOf<'train'>, failure: Failure): void {
    this.show({ message: failure.reason })
    if (kind !== 'trained' && kind !== 'prediction') return
    this.unkept ??= failure
    this.trainer.cancel()
  }

  private async take(event: EventOf<'train'>): Promise<void> {
    if (this.unkept) return
    switch (event.kind) {
      case 'step': {
        const { step, losses, thresholds, pseudoLabelShare, secondsPerStep, secondsLeft } = event.report
        const point = {
          step,
          losses: { ...losses },
          thresholds: [...thresholds],
          share: [...pseudoLabelShare],
        }
        await logPoint(this.study, this.id, { loss: point })
        this.tell({ kind: 'loss', run: this.id, point })
        this.show({ step, secondsLeft, phase: 'learning' })
        if (step % NOTE_EVERY === 0)
          await updateRun(this.study, this.id, { step, seconds_per_step: secondsPerStep })
        return
      }
      case 'validated': {
        const point = { step: event.step, iou: [...event.iou], miou: event.miou }
        await logPoint(this.study, this.id, { iou: point })
        return this.tell({ kind: 'iou', run: this.id, point })
      }
      case 'looked':
        return logLook(this.study, this.id, event)
      case 'working':
        if (event.task === 'predict') this.wanted.tell(this.trainer)
        return this.show({
          phase: event.task === 'evaluate' ? 'evaluating' : 'predicting',
          secondsLeft: event.secondsLeft,
        })
      case 'trained':
        return this.given.kind === 'train' ? this.keep(this.given, event.result) : undefined
      case 'prediction':
        return LabelService.keepPrediction(this.study, this.given.model, event)
      case 'notice':
        return this.show({ message: event.reason })
      case 'checkpoint':
        await noteCheckpoints(this.study, this.id)
        return updateRun(this.study, this.id, { step: event.step })
      case 'ready':
      // Heard before, so that no row that is being written holds up an answer.
      case 'taken':
        return
    }
  }

  private async keep(
    { job, ledger, model }: Extract<RoundWork, { kind: 'train' }>,
    result: TrainResult,
  ): Promise<void> {
    const { labelled, unlabelled, settings } = job
    const data = {
      labelled: labelled.length,
      unlabelled: unlabelled.length,
      splits: ledger,
      splitHash: hashLedger(ledger),
    }
    const card = await ModelService.add(
      { study: this.study, actor: this.actor },
      {
        id: model,
        run: this.id,
        source: null,
        settings,
        data,
        result,
        judged: result,
        champion: job.champion?.sha256 ?? null,
      },
    )
    const verdict = card.verdict
    await updateRun(this.study, this.id, {
      model_id: model,
      verdict: verdict ? JSON.stringify(verdict) : null,
      step: result.steps,
    })
    this.show({ model, verdict, step: result.steps })
  }

  private async finish(outcome: Ended): Promise<void> {
    const { unkept } = this
    const state = unkept ? stateUnkept(unkept) : stateAfter(outcome)
    // What the trainer said last stays with a round that ends well.
    const told = outcome.kind === 'finished' ? this.summary.message : reasonWhy(outcome)
    const message = unkept ? unkept.reason : told
    const endedAt = new Date().toISOString()
    clearTimeout(this.painted)
    if (state === 'finished') await this.noteTimeBeside().catch(() => {})
    await LabelService.boundMaps(this.study.store.folder).catch(() => {})
    const by = unkept || state === 'finished' || state === 'crashed' ? ITSELF : this.askedBy[state]
    await this.endings.write(this.id, by ?? ITSELF, {
      state,
      step: this.summary.step,
      message: message && JSON.stringify(message),
      ended_at: endedAt,
    })
    this.show({ state, message, endedAt, phase: 'ended', secondsLeft: null, waits: false })
    this.study.index.drop()
    this.study.changes.send({ what: 'overlays' })
  }

  /** Written down for the time that a next round will be said to take. */
  private async noteTimeBeside(): Promise<void> {
    if (!this.steps || this.given.kind !== 'train') return
    const { first, last } = this.steps
    const seconds = (first - this.startedAt + performance.now() - last) / 1000
    await logPoint(this.study, this.id, { beside: { seconds, frames: this.given.job.predict.length } })
  }

  private show(change: Partial<RoundSummary>): void {
    this.summary = { ...this.summary, ...change }
    this.tell({ kind: 'round', round: this.summary })
  }
}

function stateAfter(outcome: Ended): Ending['state'] {
  if (outcome.kind === 'finished') return 'finished'
  const code = outcome.kind === 'failed' ? outcome.failure.code : undefined
  return code === 'cancelled' || code === 'paused' ? code : 'crashed'
}

/** A full disk is no fault of the round: it waits for room. */
const stateUnkept = ({ code }: Failure): Ending['state'] => (code === 'DISK_FULL' ? 'paused' : 'crashed')

function logged({ id, state, step, message }: RoundSummary, outcome: Ended): LogEntry {
  const error = outcome.kind === 'failed' ? outcome.failure.error : undefined
  return {
    event: 'round',
    id,
    state,
    step,
    ...(message ? { reason: message.name } : {}),
    ...(error ? { error } : {}),
  }
}
