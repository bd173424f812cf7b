import { randomUUID } from 'node:crypto'
import { Failure, failureFor } from '../../../shared/contract/failure.ts'
import type { OverlayProgress, RoundOptions, RoundSummary } from '../../../shared/contract/training.ts'
import type { Actor } from '../../../shared/domain/actor.ts'
import { kindNamed } from '../../../shared/trainer/methods/index.ts'
import type { InitialWeights, LabelledFrame, TrainJob } from '../../../shared/trainer/protocol.ts'
import { answerOf, type JobService } from '../jobs/JobService.ts'
import { MachineService } from '../machine/MachineService.ts'
import type { Runtime } from '../machine/Runtime.ts'
import { ModelService } from '../models/ModelService.ts'
import { isAcceptedOnly } from '../store/review/acceptedOnly.ts'
import type { RunRow } from '../store/schema.ts'
import { failureOf } from '../store/sqliteFailure.ts'
import { ITSELF } from '../store/trail/chain.ts'
import { Broadcast } from '../study/Broadcast.ts'
import { mustWrite, type OpenStudy } from '../study/OpenStudy.ts'
import type { Taken } from './Asking.ts'
import { takeUpCheckpoints } from './checkpoints.ts'
import { Endings } from './Endings.ts'
import { initialWeights } from './initialWeights.ts'
import { framesToLabel, type Labelling, labelFrames, type Progress, type Selection } from './labelFrames.ts'
import { learnedFrom } from './labelled/learned.ts'
import { lookAtFrame } from './lookAtFrame.ts'
import { MissingOverlays } from './MissingOverlays.ts'
import { outlook } from './outlook.ts'
import { PlannedRounds } from './planned/PlannedRounds.ts'
import { Round, type RoundEvent, type RoundWork } from './Round.ts'
import { holdsClassBeyond, readinessOf } from './readiness.ts'
import { collectRoundData, mustKeepSplit, type RoundData } from './roundData.ts'
import { roundSettings } from './roundSettings.ts'
import { runFolder } from './runFolder.ts'
import { logPoint, readCurves, readRunLog } from './runLog.ts'
import {
  addRun,
  configOf,
  hasLostCheckpoints,
  markCrashedRuns,
  markRoundsWithoutCheckpoint,
  type RunConfig,
  runAgain,
  runNamed,
  summaryOf,
} from './runStore.ts'
import { readStrip } from './stripLog.ts'
import { framesAsked, takenByKept } from './takenForTrue.ts'

export type TrainingEvent = RoundEvent | OverlayProgress

/** A round does nothing for so long after somebody has painted, ms: a hand that paints is back within that. */
const AFTER_PAINT = 1500

/** Rounds of training in one open study, one at a time, and the overlays of the model in use. */
export class TrainingService {
  /** What the model in use has not labelled yet; gives way to rounds. */
  readonly overlays: MissingOverlays
  /** What waits for its turn or its time. */
  readonly planned: PlannedRounds
  private readonly study: OpenStudy
  private readonly runtime: Runtime
  private readonly jobs: JobService
  /** How rounds have ended, where the catalogue does not say it. */
  private readonly endings: Endings
  private readonly events = new Broadcast<TrainingEvent>()
  private current: Round | undefined
  /** Whether a round is being prepared. */
  private isBeginning = false
  private readonly labellings = new Set<Pick<Labelling<unknown>, 'kept' | 'cancel'>>()

  constructor(study: OpenStudy, runtime: Runtime, jobs: JobService) {
    this.study = study
    this.runtime = runtime
    this.jobs = jobs
    this.endings = new Endings(study)
    this.planned = new PlannedRounds(study, this)
    this.overlays = new MissingOverlays(study, jobs, (progress) => this.events.send(progress))
  }

  /** Called once after opening: rounds of an engine that died are told as crashed. */
  async recover(): Promise<void> {
    if (this.study.store.readOnly !== null) return
    await markCrashedRuns(this.study)
    await markRoundsWithoutCheckpoint(this.study)
  }

  /** What a round would learn from now, and what stands in its way. */
  outlook() {
    return outlook(this.study)
  }

  /** Frames of patients whom no round learns from, with the labels that judge a model. */
  async heldOut(split: 'validation' | 'test'): Promise<readonly LabelledFrame[]> {
    return (await collectRoundData(this.study))[split]
  }

  /** Whether no round runs or is being prepared. */
  isFree(): boolean {
    return !this.current && !this.isBeginning
  }

  /** Starts a round for somebody, whose model it will be. Resolves when it is under way; its end comes as an event. */
  start(actor: Actor, options: RoundOptions): Promise<RoundSummary> {
    return this.alone(() => this.begin(actor, options))
  }

  private async begin(actor: Actor, wanted: RoundOptions): Promise<RoundSummary> {
    const acceptedOnly = wanted.acceptedOnly ?? (await isAcceptedOnly(this.study.store.db))
    const options = {
      ...wanted,
      threads: wanted.threads ?? (await MachineService.trainerLimit(this.runtime)),
      ...(acceptedOnly ? { acceptedOnly } : {}),
    }
    const data = await collectRoundData(this.study, { acceptedOnly })
    const { method, unjudged } = options
    const wishes = { usesUnlabelled: kindNamed(method).usesUnlabelled, unjudged }
    const problem = readinessOf(data, this.study.classes, wishes).problems[0]
    if (problem) throw failureFor(problem)
    const { initial, from } = await initialWeights(this.study, this.runtime, options)
    const settings = roundSettings(this.study, options)
    const config: RunConfig = {
      options,
      settings,
      labelled: data.labelled.length,
      unlabelled: data.unlabelled.length,
      vetoes: data.vetoes.ids,
      vetoed: wishes.usesUnlabelled ? data.vetoes.count : 0,
      from,
    }
    const workOf = await this.prepare(config, data, initial)
    const id = await addRun({ study: this.study, actor }, config, data)
    // What it would learn from has changed meanwhile: once more, from what is there now.
    if (id === undefined) return this.begin(actor, wanted)
    // Without it the next round says nothing of what is new, which costs nobody anything.
    await logPoint(this.study, id, { learned: learnedFrom(data.labelled) }).catch(() => {})
    return this.launch(actor, id, workOf(id, false))
  }

  /** Goes on with a round that was paused or cancelled, or that crashed. */
  resume(actor: Actor, wanted: string): Promise<RoundSummary> {
    return this.alone(() => this.goOn(actor, wanted))
  }

  private async goOn(actor: Actor, wanted: string): Promise<RoundSummary> {
    const row = await this.named(wanted)
    const { id } = row
    if (row.state === 'finished') throw new Failure('roundFinished')
    if (row.model_id !== null) return this.goOnBehind(actor, row, row.model_id)
    if (await hasLostCheckpoints(this.study, id)) throw new Failure('checkpointsLeftOut')
    const config = configOf(row)
    const data = await collectRoundData(this.study, {
      began: config.vetoes ?? [],
      acceptedOnly: config.options.acceptedOnly ?? false,
    })
    if (holdsClassBeyond(data, config.settings.classes)) throw new Failure('classAfterRound')
    const from = config.from ?? 'imagenet'
    const { initial } = await initialWeights(this.study, this.runtime, { ...config.options, initial: from })
    const workOf = await this.prepare(config, data, initial)
    await takeUpCheckpoints(this.study, id)
    if (!(await runAgain({ study: this.study, actor }, row, data))) return this.goOn(actor, wanted)
    return this.launch(actor, id, workOf(id, true))
  }

  async pause({ name }: Actor, id: string): Promise<RoundSummary> {
    if (this.current?.id === id) await this.current.pause(name)
    return summaryOf(await this.named(id))
  }

  async cancel({ name }: Actor, id: string): Promise<RoundSummary> {
    if (this.current?.id === id) await this.current.cancel(name)
    return summaryOf(await this.named(id))
  }

  async rounds(): Promise<RoundSummary[]> {
    const rows = await this.study.store.db
      .selectFrom('run')
      .selectAll()
      .orderBy('started_at', 'desc')
      .execute()
    return rows.map((row) =>
      row.id === this.current?.id ? this.current.summary : summaryOf(this.endings.over(row)),
    )
  }

  async curves(id: string) {
    await runNamed(this.study, id)
    return readCurves(this.study, id)
  }

  /**
   * What a round takes for true on some frames, or on some of its own choice: the newest that it says while it learns, else by
   * what is kept of it. Fails FRAME_NOT_FOUND, HELD_OUT, RUN_NOT_FOUND, TRAINING_NOT_READY where nothing is learned yet.
   */
  async taken(wanted: string, frames: readonly number[] | null): Promise<Taken[]> {
    const { id } = await this.named(wanted)
    const asked = await framesAsked(this.study, frames)
    const told = this.current?.id === id ? await this.current.takes(asked) : []
    const left = asked.filter((_, n) => told[n] === undefined)
    const kept = left.length === 0 ? [] : await takenByKept(this.study, this.jobs, await this.named(id), left)
    const found = new Map([...told, ...kept].flatMap((one) => (one ? [[one.id, one] as const] : [])))
    return asked.flatMap((frame) => found.get(frame.id) ?? [])
  }

  async strip(id: string) {
    await runNamed(this.study, id)
    return readStrip(this.study, id)
  }

  /** The frames that a round learned from with a few digits of each label's hash; undefined where it did not note them. */
  async learned(id: string) {
    return (await readRunLog(this.study, id)).findLast((line) => line.learned)?.learned
  }

  /** Process id of a running round's trainer, for whoever looks after the machine. */
  trainerPid(id: string): number | undefined {
    return this.current?.id === id ? this.current.trainerPid : undefined
  }

  watch(signal?: AbortSignal): AsyncGenerator<TrainingEvent> {
    const round = this.current ? [{ kind: 'round', round: this.current.summary } as const] : []
    return this.events.listen(signal, [...round, this.overlays.now])
  }

  /** Resolves with the round's last summary once it has ended; for callers that wait, as the command line does. */
  async ended(id: string): Promise<RoundSummary> {
    if (this.current?.id === id) await this.current.ended
    return summaryOf(await this.named(id))
  }

  /** Somebody paints: what runs beside it waits until they have not for a moment; see the trainer's `Holding`. */
  giveWayToPainting(): void {
    this.jobs.holdLong(AFTER_PAINT)
    this.current?.waitForPainting(AFTER_PAINT)
  }

  /** Lets the model in use label one frame for the person who waits for it; see `lookAtFrame`. */
  look(actor: Actor, frame: number): Promise<void> {
    return lookAtFrame({ study: this.study, actor }, this.jobs, frame, (look) => this.keep(look))
  }

  /**
   * Lets a model label the frames of the study that lack its overlay, or all of them. What is broken off is gone on
   * with when it is asked for again. Fails with the reason where the trainer or the study could not do it.
   */
  async label(
    wanted: string,
    selection: Selection,
    onProgress: (progress: Progress) => void,
  ): Promise<{ labelled: number; before: number }> {
    mustWrite(this.study)
    const model = await ModelService.named(this.study, wanted)
    const { frames, before } = await framesToLabel(this.study, model.id, selection)
    if (frames.length === 0) return { labelled: 0, before }
    const labelling = labelFrames(
      this.study,
      model,
      frames,
      (given, onEvent) => this.jobs.ask(given, { priority: 'round', onEvent }),
      onProgress,
    )
    const labelled = await this.keep(labelling)
    answerOf(await labelling.outcome)
    return { labelled, before }
  }

  /** Resolves with the number of overlays when all are kept; a study that closes meanwhile waits for those under way. */
  private async keep(labelling: Pick<Labelling<unknown>, 'kept' | 'cancel'>): Promise<number> {
    this.labellings.add(labelling)
    try {
      return await labelling.kept
    } finally {
      this.labellings.delete(labelling)
    }
  }

  /** Stops what runs, keeping a checkpoint; called when the study closes. */
  async close(): Promise<void> {
    await this.planned.stop()
    await this.overlays.stop()
    for (const labelling of this.labellings) labelling.cancel()
    await Promise.allSettled([...this.labellings].map(({ kept }) => kept))
    await this.current?.pause(ITSELF)
    await this.endings.close()
  }

  /** One round at a time, from the moment on that it is asked for. */
  private async alone(begin: () => Promise<RoundSummary>): Promise<RoundSummary> {
    mustWrite(this.study)
    if (this.current || this.isBeginning) throw new Failure('roundRunning')
    this.isBeginning = true
    await this.endings.settle()
    return begin().finally(() => {
      this.isBeginning = false
      this.planned.look()
    })
  }

  /** A round that has its model lacks overlays alone. */
  private async goOnBehind(actor: Actor, round: RunRow, model: string): Promise<RoundSummary> {
    const row = await ModelService.named(this.study, model)
    const { frames } = await framesToLabel(this.study, model)
    await runAgain({ study: this.study, actor }, round)
    const job = { model: ModelService.fileOf(this.study, row), frames }
    return this.launch(actor, round.id, { kind: 'predict', job, model })
  }

  /** All that can keep a round from starting is asked here: once it is written down as running, it runs. */
  private async prepare(
    config: RunConfig,
    data: RoundData,
    initial: InitialWeights,
  ): Promise<(id: string, resume: boolean) => RoundWork> {
    const champion = await ModelService.inUse(this.study)
    if (champion) mustKeepSplit(data.ledger, ModelService.cardOf(champion).splits)
    const { labelled, unlabelled, validation, all } = data
    const minutes = config.options.stopAfterMinutes ?? null
    const jobIn = (id: string, resume: boolean): TrainJob => ({
      settings: config.settings,
      labelled,
      unlabelled,
      validation,
      test: [],
      limits: {
        stopAfterSeconds: minutes === null ? null : minutes * 60,
        pauseOnBattery: true,
        threads: config.options.threads ?? null,
      },
      predict: all,
      initial,
      ...(champion ? { champion: ModelService.fileOf(this.study, champion) } : {}),
      runFolder: runFolder(this.study, id),
      resume,
    })
    return (id, resume) => ({
      kind: 'train',
      job: jobIn(id, resume),
      ledger: data.ledger,
      model: randomUUID(),
    })
  }

  private async launch(actor: Actor, id: string, work: RoundWork): Promise<RoundSummary> {
    this.endings.forget(id)
    const row = await this.begun(id)
    const round = new Round(
      { study: this.study, actor },
      this.jobs,
      this.runtime.logFile,
      summaryOf(row),
      work,
      this.endings,
      (event) => this.events.send(event),
    )
    this.current = round
    void round.ended.then(() => {
      this.current = undefined
      this.planned.look()
    })
    return round.started
  }

  /** A round that was written down as running; where even that cannot be read, it does not run. */
  private async begun(id: string): Promise<RunRow> {
    try {
      return await runNamed(this.study, id)
    } catch (error) {
      const failure = failureOf(error)
      const message = JSON.stringify(failure.reason)
      await this.endings.write(id, ITSELF, { state: 'crashed', message, ended_at: new Date().toISOString() })
      throw failure
    }
  }

  /** A round by its id, or by the beginning of it, as it is. */
  private async named(wanted: string): Promise<RunRow> {
    return this.endings.over(await runNamed(this.study, wanted))
  }
}
