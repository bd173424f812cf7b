import type { OverlayProgress } from '../../../shared/contract/training.ts'
import { LabelService } from '../labels/LabelService.ts'
import { ModelService } from '../models/ModelService.ts'
import type { Runtime } from '../Runtime.ts'
import { framePath } from '../store/frameFiles.ts'
import { removeSetting, setSetting, settingOf } from '../store/settings.ts'
import type { OpenStudy } from '../study/OpenStudy.ts'
import { startTrainer, type TrainerProcess } from './TrainerProcess.ts'

/** The setting that is there while overlays are wanted, so that they are gone on with when the study is opened next. */
const WANTED = 'overlays-wanted'
/** Overlays after which whoever looks at the study is told of new ones. */
const NEWS_EVERY = 20

const idle: OverlayProgress = { kind: 'overlays', done: 0, total: 0, secondsLeft: null, failed: false }

/**
 * Lets the model in use label the frames on which it has no overlay yet, behind whatever else is done: after going
 * back to another model, and after frames came in. A round of training comes first.
 */
export class MissingOverlays {
  now: OverlayProgress = idle
  private readonly study: OpenStudy
  private readonly runtime: Runtime
  private readonly tell: (progress: OverlayProgress) => void
  private trainer: TrainerProcess | undefined
  private work: Promise<void> | undefined
  /** Whether something has changed since the frames at work were collected. */
  private again = false
  private stopped = false

  constructor(study: OpenStudy, runtime: Runtime, tell: (progress: OverlayProgress) => void) {
    this.study = study
    this.runtime = runtime
    this.tell = tell
  }

  /** Looks for frames without an overlay and sees to them; returns at once. */
  async want(): Promise<void> {
    if (this.study.store.readOnly !== null) return
    await this.remember(true)
    this.resume()
  }

  /** Goes on with what an earlier engine, or a round, broke off. */
  async goOn(): Promise<void> {
    if (this.study.store.readOnly === null && (await this.isWanted())) this.resume()
  }

  /** Resolves when nothing of it runs any more; what is missing stays wanted. */
  async stop(): Promise<void> {
    this.stopped = true
    this.trainer?.cancel()
    await this.work
  }

  private resume(): void {
    this.stopped = false
    this.again = true
    this.trainer?.cancel()
    this.work ??= this.run().finally(() => {
      this.work = undefined
      // Asked for again after the last look.
      if (this.again && !this.stopped) this.resume()
    })
  }

  private async run(): Promise<void> {
    let failed = false
    while (this.again && !this.stopped && !failed) {
      this.again = false
      failed = !(await this.labelMissing())
    }
    this.show({ ...idle, failed })
    if (!this.stopped) await this.remember(false)
  }

  /** False where the trainer could not do it; one that was told to stop has not failed. */
  private async labelMissing(): Promise<boolean> {
    const model = await ModelService.inUse(this.study)
    if (!model) return true
    const frames = await this.lacking(model.id)
    if (frames.length === 0) return true
    this.show({ ...idle, total: frames.length })
    let kept: Promise<void> = Promise.resolve()
    let fresh: number[] = []
    const tellFresh = () => {
      const frames = fresh
      fresh = []
      if (frames.length > 0) this.study.changes.send({ what: 'overlays', frames })
    }
    const job = { model: ModelService.fileOf(this.study, model), frames }
    const trainer = startTrainer(this.runtime, { kind: 'predict', job }, (event) => {
      if (event.kind === 'working') {
        const { done, total, secondsLeft } = event
        this.show({ kind: 'overlays', done, total, secondsLeft, failed: false })
        if (done % NEWS_EVERY === 0) tellFresh()
      }
      if (event.kind !== 'prediction') return
      kept = kept
        .then(() => LabelService.keepPrediction(this.study, model.id, event))
        .then(() => {
          this.study.index.refresh([Number(event.id)])
          fresh.push(Number(event.id))
        })
    })
    this.trainer = trainer
    if (this.stopped || this.again) trainer.cancel()
    const exit = await trainer.exited
    this.trainer = undefined
    const isKept = await kept.then(
      () => true,
      () => false,
    )
    tellFresh()
    return this.stopped || this.again || (isKept && exit.kind === 'finished')
  }

  private async lacking(model: string) {
    const { db, folder } = this.study.store
    const rows = await db
      .selectFrom('frame')
      .select(['frame.id', 'frame.sha256', 'frame.extension'])
      .where('frame.hidden', '=', 0)
      .where(({ not, exists, selectFrom }) =>
        not(
          exists(
            selectFrom('layer')
              .select('layer.id')
              .whereRef('layer.frame_id', '=', 'frame.id')
              .where('layer.kind', '=', 'model')
              .where('layer.author', '=', model),
          ),
        ),
      )
      .orderBy('frame.id')
      .execute()
    return rows.map(({ id, sha256, extension }) => ({
      id: String(id),
      path: framePath(folder, sha256, extension),
    }))
  }

  private show(progress: OverlayProgress): void {
    this.now = progress
    this.tell(progress)
  }

  private async isWanted(): Promise<boolean> {
    return (await settingOf(this.study.store.db, WANTED)) !== undefined
  }

  private async remember(wanted: boolean): Promise<void> {
    const { db } = this.study.store
    await (wanted ? setSetting(db, WANTED, '') : removeSetting(db, WANTED))
  }
}
