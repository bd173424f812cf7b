import { randomUUID } from 'node:crypto'
import { existsSync } from 'node:fs'
import { resolve } from 'node:path'
import { Failure, failureFor } from '../../../shared/contract/failure.ts'
import type { OverlayProgress, RoundOptions, RoundSummary } from '../../../shared/contract/training.ts'
import { learnsFromUnlabelled } from '../../../shared/trainer/methods.ts'
import { settingsFrom } from '../../../shared/trainer/presets.ts'
import type { InitialWeights, TrainJob } from '../../../shared/trainer/protocol.ts'
import type { TrainingSettings } from '../../../shared/trainer/settings.ts'
import { Broadcast } from '../Broadcast.ts'
import { answerOf, type JobService } from '../jobs/JobService.ts'
import { ModelService } from '../models/ModelService.ts'
import type { Runtime } from '../Runtime.ts'
import { mustWrite, type Session } from '../Session.ts'
import { framesToLabel, type Labelling, labelFrames, type Progress, type Selection } from './labelFrames.ts'
import { MissingOverlays } from './MissingOverlays.ts'
import { secondsBeside, stepTimes } from './pace.ts'
import { Round, type RoundEvent, type RoundWork } from './Round.ts'
import { holdsClassBeyond, notesOnHead, readinessOf } from './readiness.ts'
import { collectRoundData, mustKeepSplit, type RoundData } from './roundData.ts'
import {
  addRun,
  configOf,
  hasLostCheckpoints,
  markCrashedRuns,
  markRoundsWithoutCheckpoint,
  type RunConfig,
  readCurves,
  runFolder,
  runNamed,
  summaryOf,
  updateRun,
} from './runStore.ts'

export type TrainingEvent = RoundEvent | OverlayProgress

/** Rounds of training in one open study, one at a time, and the overlays of the model in use. */
export class TrainingService {
  /** What the model in use has not labelled yet; gives way to rounds. */
  readonly overlays: MissingOverlays
  private readonly session: Session
  private readonly runtime: Runtime
  private readonly jobs: JobService
  private readonly events = new Broadcast<TrainingEvent>()
  private current: Round | undefined
  private readonly labellings = new Set<Pick<Labelling<unknown>, 'kept' | 'cancel'>>()

  constructor(session: Session, runtime: Runtime, jobs: JobService) {
    this.session = session
    this.runtime = runtime
    this.jobs = jobs
    this.overlays = new MissingOverlays(session, jobs, (progress) => this.events.send(progress))
  }

  /** Called once after opening: rounds of an engine that died are told as crashed. */
  async recover(): Promise<void> {
    if (this.session.store.readOnly !== null) return
    await markCrashedRuns(this.session)
    await markRoundsWithoutCheckpoint(this.session)
  }

  /** What a round would learn from now, and what stands in its way. */
  async outlook() {
    const data = await collectRoundData(this.session)
    const champion = await ModelService.inUse(this.session)
    const card = champion && ModelService.cardOf(champion)
    const { classes } = this.session
    const { framesWithClass, problems, cannotJudge, notes } = readinessOf(data, classes, {
      usesUnlabelled: true,
      unjudged: true,
    })
    return {
      labelled: data.labelled.length,
      unlabelled: data.unlabelled.length,
      validation: data.validation.length,
      framesWithClass: [...framesWithClass],
      byModality: await this.byModality(data),
      problems: [...problems],
      cannotJudge,
      notes: [...notes, ...(card ? notesOnHead(classes, card.settings.classes) : [])],
      stepTimes: await stepTimes(this.session),
      secondsBeside: await secondsBeside(this.session, data.all.length),
      initial: card ? ModelService.nameOf(card) : null,
    }
  }

  /** Starts a round. Resolves when it is under way; its end comes as an event. */
  async start(options: RoundOptions): Promise<RoundSummary> {
    this.mustBeFree()
    const data = await collectRoundData(this.session)
    const { method, unjudged } = options
    const wishes = { usesUnlabelled: learnsFromUnlabelled(method), unjudged }
    const problem = readinessOf(data, this.session.classes, wishes).problems[0]
    if (problem) throw failureFor(problem)
    const { initial, from } = await this.initialWeights(options)
    const settings = this.settingsOf(options)
    const config: RunConfig = {
      options,
      settings,
      labelled: data.labelled.length,
      unlabelled: data.unlabelled.length,
      from,
    }
    const id = await addRun(this.session, config)
    return this.launch(id, await this.workOf(id, config, data, initial, false))
  }

  /** Goes on with a round that was paused or cancelled, or that crashed. */
  async resume(wanted: string): Promise<RoundSummary> {
    this.mustBeFree()
    const row = await runNamed(this.session, wanted)
    const { id } = row
    if (row.state === 'finished') throw new Failure('roundFinished')
    if (row.model_id !== null) return this.goOnBehind(id, row.model_id)
    if (await hasLostCheckpoints(this.session, id)) throw new Failure('checkpointsLeftOut')
    const config = configOf(row)
    const data = await collectRoundData(this.session)
    if (holdsClassBeyond(data, config.settings.classes)) throw new Failure('classAfterRound')
    const { initial } = await this.initialWeights({ ...config.options, initial: config.from ?? 'imagenet' })
    await updateRun(this.session, id, { state: 'running', message: null, ended_at: null })
    return this.launch(id, await this.workOf(id, config, data, initial, true))
  }

  async pause(id: string): Promise<RoundSummary> {
    if (this.current?.id === id) await this.current.pause()
    return summaryOf(await runNamed(this.session, id))
  }

  async cancel(id: string): Promise<RoundSummary> {
    if (this.current?.id === id) await this.current.cancel()
    return summaryOf(await runNamed(this.session, id))
  }

  async rounds(): Promise<RoundSummary[]> {
    const rows = await this.session.store.db
      .selectFrom('run')
      .selectAll()
      .orderBy('started_at', 'desc')
      .execute()
    return rows.map((row) => (row.id === this.current?.id ? this.current.summary : summaryOf(row)))
  }

  async curves(id: string) {
    await runNamed(this.session, id)
    return readCurves(this.session, id)
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
    return summaryOf(await runNamed(this.session, id))
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
    mustWrite(this.session)
    const model = await ModelService.named(this.session, wanted)
    const { frames, before } = await framesToLabel(this.session, model.id, selection)
    if (frames.length === 0) return { labelled: 0, before }
    const labelling = labelFrames(
      this.session,
      model,
      frames,
      (given, onEvent) => this.jobs.ask(given, { priority: 'round', onEvent }),
      onProgress,
    )
    this.labellings.add(labelling)
    try {
      const labelled = await labelling.kept
      answerOf(await labelling.outcome)
      return { labelled, before }
    } finally {
      this.labellings.delete(labelling)
    }
  }

  /** Stops what runs, keeping a checkpoint; called when the study closes. */
  async close(): Promise<void> {
    await this.overlays.stop()
    for (const labelling of this.labellings) labelling.cancel()
    await Promise.allSettled([...this.labellings].map(({ kept }) => kept))
    await this.current?.pause()
  }

  private mustBeFree(): void {
    mustWrite(this.session)
    if (this.current) throw new Failure('roundRunning')
  }

  private settingsOf({ method, preset, backbone, steps, size, batch, seed }: RoundOptions): TrainingSettings {
    const classes = this.session.classes.length
    return settingsFrom(preset, { method, backbone, steps, size, batch, seed, classes })
  }

  private async initialWeights({
    initial,
    backbone,
  }: Pick<RoundOptions, 'initial' | 'backbone'>): Promise<{ initial: InitialWeights; from: string | null }> {
    const champion = await ModelService.inUse(this.session)
    if (initial === 'none') return { initial: { kind: 'none' }, from: null }
    if (/\.(pth|safetensors)$/.test(initial)) return { initial: backboneFile(initial), from: null }
    const wanted = initial === 'champion' ? champion?.id : initial === 'imagenet' ? undefined : initial
    if (wanted !== undefined) {
      const row = await ModelService.named(this.session, wanted)
      if (ModelService.cardOf(row).settings.backbone === backbone) {
        return { initial: { kind: 'model', ...ModelService.fileOf(this.session, row) }, from: row.id }
      }
    }
    const path = this.runtime.imagenet[backbone]
    return { initial: path ? { kind: 'imagenet', path } : { kind: 'none' }, from: null }
  }

  /** A round that has its model lacks overlays alone. */
  private async goOnBehind(id: string, model: string): Promise<RoundSummary> {
    const row = await ModelService.named(this.session, model)
    const { frames } = await framesToLabel(this.session, model)
    await updateRun(this.session, id, { state: 'running', message: null, ended_at: null })
    const job = { model: ModelService.fileOf(this.session, row), frames }
    return this.launch(id, { kind: 'predict', job, model })
  }

  private async workOf(
    id: string,
    config: RunConfig,
    data: RoundData,
    initial: InitialWeights,
    resume: boolean,
  ): Promise<RoundWork> {
    const champion = await ModelService.inUse(this.session)
    if (champion) mustKeepSplit(data.ledger, ModelService.cardOf(champion).splits)
    const { labelled, unlabelled, validation, all } = data
    const minutes = config.options.stopAfterMinutes ?? null
    const job: TrainJob = {
      settings: config.settings,
      labelled,
      unlabelled,
      validation,
      test: [],
      limits: { stopAfterSeconds: minutes === null ? null : minutes * 60, pauseOnBattery: true },
      predict: all,
      initial,
      ...(champion ? { champion: ModelService.fileOf(this.session, champion) } : {}),
      runFolder: runFolder(this.session, id),
      resume,
    }
    return { kind: 'train', job, ledger: data.ledger, model: randomUUID() }
  }

  private async launch(id: string, work: RoundWork): Promise<RoundSummary> {
    const row = await runNamed(this.session, id)
    const round = new Round(this.session, this.jobs, this.runtime.logFile, summaryOf(row), work, (event) =>
      this.events.send(event),
    )
    this.current = round
    void round.ended.then(() => {
      this.current = undefined
    })
    return round.started
  }

  private async byModality(data: RoundData) {
    const rows = await this.session.store.db.selectFrom('frame').select(['id', 'modality']).execute()
    const modalityOf = new Map(rows.map((r) => [String(r.id), r.modality]))
    const counts: Record<string, { labelled: number; unlabelled: number }> = {}
    for (const key of ['labelled', 'unlabelled'] as const) {
      for (const { id } of data[key]) {
        const modality = modalityOf.get(id) ?? 'other'
        counts[modality] ??= { labelled: 0, unlabelled: 0 }
        counts[modality][key]++
      }
    }
    return counts
  }
}

function backboneFile(path: string): InitialWeights {
  if (existsSync(path)) return { kind: 'imagenet', path: resolve(path) }
  throw new Failure('weightsUnreadable', { path })
}
