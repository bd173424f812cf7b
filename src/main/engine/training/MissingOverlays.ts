import type { OverlayProgress } from '../../../shared/contract/training.ts'
import type { JobService } from '../jobs/JobService.ts'
import { ModelService } from '../models/ModelService.ts'
import { removeSetting, setSetting, settingOf } from '../store/settings.ts'
import type { OpenStudy } from '../study/OpenStudy.ts'
import { framesToLabel, type Labelling, labelFrames } from './labelFrames.ts'

/** The setting that is there while overlays are wanted, so that they are gone on with when the study is opened next. */
const WANTED = 'overlays-wanted'

const idle: OverlayProgress = { kind: 'overlays', done: 0, total: 0, secondsLeft: null, failed: false }

/**
 * Lets the model in use label the frames on which it has no overlay yet, behind whatever else is done: after going
 * back to another model, and after frames came in. It gives way to a round of training.
 */
export class MissingOverlays {
  now: OverlayProgress = idle
  private readonly study: OpenStudy
  private readonly jobs: JobService
  private readonly tell: (progress: OverlayProgress) => void
  private labelling: Pick<Labelling<unknown>, 'cancel'> | undefined
  private work: Promise<void> | undefined
  /** Whether something has changed since the frames at work were collected. */
  private again = false
  private stopped = false
  private wake = () => {}

  constructor(study: OpenStudy, jobs: JobService, tell: (progress: OverlayProgress) => void) {
    this.study = study
    this.jobs = jobs
    this.tell = tell
  }

  /** Looks for frames without an overlay and sees to them; returns at once. */
  async want(): Promise<void> {
    if (this.study.store.readOnly !== null) return
    // Before it is written down: who is just finishing sees that it is wanted again.
    this.again = true
    await this.remember(true)
    this.resume()
  }

  /** Goes on with what an earlier engine broke off. */
  async goOn(): Promise<void> {
    if (this.study.store.readOnly === null && (await this.isWanted())) this.resume()
  }

  /** Resolves when nothing of it runs any more; what is missing stays wanted. */
  async stop(): Promise<void> {
    this.stopped = true
    this.labelling?.cancel()
    this.wake()
    await this.work
  }

  private resume(): void {
    this.stopped = false
    this.again = true
    this.labelling?.cancel()
    this.work ??= this.run()
      // A study that takes nothing any more keeps what is wanted: the next who opens it goes on.
      .catch(() => this.show({ ...idle, failed: true }))
      .finally(() => {
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
    if (this.stopped) return
    await this.remember(false)
    // Asked for again meanwhile: what was taken back just now may be what was written down for that.
    if (this.again) await this.remember(true)
  }

  /** False where the trainer could not do it; one that was told to stop has not failed. */
  private async labelMissing(): Promise<boolean> {
    const model = await ModelService.inUse(this.study)
    if (!model) return true
    const { frames } = await framesToLabel(this.study, model.id)
    if (frames.length === 0) return true
    this.show({ ...idle, total: frames.length })
    const labelling = labelFrames(
      this.study,
      model,
      frames,
      (given, onEvent) => this.jobs.askBehind(given, { onEvent }),
      ({ done, total, secondsLeft }) => {
        this.show({ kind: 'overlays', done, total, secondsLeft, failed: false })
      },
    )
    this.labelling = labelling
    if (this.stopped || this.again) labelling.cancel()
    const outcome = await labelling.outcome
    this.labelling = undefined
    const isKept = await labelling.kept.then(
      () => true,
      () => false,
    )
    if (outcome.kind === 'gaveWay') await this.waitFor(outcome.again)
    return this.stopped || this.again || (isKept && outcome.kind === 'finished')
  }

  /** A round comes first; by its end another model may be in use, and other frames wait. */
  private async waitFor(turn: Promise<void>): Promise<void> {
    this.show(idle)
    if (this.stopped) return
    const stopped = new Promise<void>((resolve) => {
      this.wake = resolve
    })
    await Promise.race([turn, stopped])
    this.again = true
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
