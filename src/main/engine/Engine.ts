import { existsSync } from 'node:fs'
import { readdir, rm } from 'node:fs/promises'
import { dirname, join, resolve } from 'node:path'
import type { Change } from '../../shared/contract/changes.ts'
import { Failure } from '../../shared/contract/failure.ts'
import { writeLog } from '../files/writeLog.ts'
import { CatalogueService } from './catalogue/CatalogueService.ts'
import { JobService } from './jobs/JobService.ts'
import { LabelService } from './labels/LabelService.ts'
import type { Runtime } from './machine/Runtime.ts'
import { RecentStudies } from './RecentStudies.ts'
import { countShown } from './store/frames/countShown.ts'
import { FrameIndex } from './store/frames/FrameIndex.ts'
import { FrozenLists } from './store/frames/FrozenLists.ts'
import { placeOf } from './store/trail/Trail.ts'
import { Trails } from './store/trail/Trails.ts'
import { Broadcast } from './study/Broadcast.ts'
import type { OpenStudy } from './study/OpenStudy.ts'
import { TrainingService } from './training/TrainingService.ts'

/** One engine: at most one open study and what works in it. The window, the server and the command line share it. */
export class Engine {
  readonly runtime: Runtime
  /** What needs TensorFlow is asked of it. */
  readonly jobs: JobService
  readonly changes = new Broadcast<Change>()
  private readonly recent: RecentStudies
  private readonly trails: Trails
  private open: { study: OpenStudy; training: TrainingService; isRemembered: boolean } | undefined

  constructor(runtime: Runtime) {
    this.runtime = runtime
    this.jobs = new JobService(runtime)
    this.recent = new RecentStudies(runtime.recentFile)
    this.trails = new Trails(join(runtime.dataFolder, 'trails.sqlite'))
    void this.rememberWhatIsFilled()
  }

  /** The open study. Fails NO_STUDY_OPEN. */
  get study(): OpenStudy {
    return this.mustBeOpen().study
  }

  get training(): TrainingService {
    return this.mustBeOpen().training
  }

  get isOpen(): boolean {
    return this.open !== undefined
  }

  /** Opens a study; the one before is closed first. */
  async openStudy(folder: string): Promise<OpenStudy> {
    const place = resolve(folder)
    await this.close()
    return this.begin(await CatalogueService.openStudy(place, this.trails))
  }

  /** Makes an empty study and opens it; without a name it is called by the day. */
  async createStudy(folder: string, classes: readonly string[], name?: string): Promise<OpenStudy> {
    const place = resolve(folder)
    await this.close()
    const store = await CatalogueService.createStudy(place, classes, name, this.trails)
    await store.close()
    return this.begin(await CatalogueService.openStudy(place, this.trails))
  }

  /** Studies opened here before, newest first. */
  async recentStudies() {
    if (this.open) await this.remember(this.open)
    return this.recent.list()
  }

  /** Takes a study off that list; nothing of it is deleted. */
  forgetStudy(folder: string): Promise<void> {
    return this.recent.forget(folder)
  }

  /**
   * Makes a study, fills it and opens it in place of the one before; without a name it is called by the day. Where
   * filling fails or is stopped, nothing of it stays and the one before is still open. Fails STUDY_EXISTS where the
   * folder holds anything.
   */
  async makeStudy<R>(
    folder: string,
    classes: readonly string[],
    fill: (study: OpenStudy) => Promise<R>,
    signal?: AbortSignal,
    name?: string,
  ): Promise<R> {
    const place = resolve(folder)
    const made = await freeFolder(place)
    try {
      await (await CatalogueService.createStudy(place, classes, name, this.trails)).close()
      const opened = await CatalogueService.openStudy(place, this.trails)
      const result = await fill(this.studyOf(opened, new Broadcast())).finally(() => opened.store.close())
      signal?.throwIfAborted()
      await this.openStudy(place)
      return result
    } catch (error) {
      await rm(made, { recursive: true, force: true })
      throw error
    }
  }

  /** Says that a backup was brought back into a folder: what was seen there before is no measure of it. */
  broughtBack(folder: string): void {
    this.trails.forget(placeOf(folder))
  }

  /** Ends what is at work and closes the study. */
  async close(): Promise<void> {
    const { open } = this
    this.open = undefined
    await open?.training.close()
    await this.jobs.stopAll()
    if (open) await this.remember(open)
    await open?.study.store.close()
    this.trails.close()
  }

  private async begin(opened: Awaited<ReturnType<typeof CatalogueService.openStudy>>): Promise<OpenStudy> {
    const study = this.studyOf(opened, this.changes)
    const training = new TrainingService(study, this.runtime, this.jobs)
    await training.recover()
    await LabelService.followModel(study)
    this.open = { study, training, isRemembered: false }
    const readOnly = opened.store.readOnly?.name ?? null
    writeLog(this.runtime.logFile, { event: 'opened', readOnly })
    await this.remember(this.open)
    this.changes.send({ what: 'opened' })
    return study
  }

  private studyOf(
    opened: Awaited<ReturnType<typeof CatalogueService.openStudy>>,
    changes: OpenStudy['changes'],
  ): OpenStudy {
    return {
      ...opened,
      index: new FrameIndex(opened.store),
      lists: new FrozenLists(opened.store.folder),
      changes,
    }
  }

  /** Writes a study down as opened here. An empty one is none to come back to: a try to make one, most often. */
  private async remember(open: NonNullable<Engine['open']>): Promise<void> {
    const { store } = open.study
    try {
      const frames = countShown(store)
      if (frames === 0) return
      const openedAt = new Date().toISOString()
      const study = { folder: store.folder, name: open.study.ownName, frames, openedAt }
      await (open.isRemembered ? this.recent.update(study) : this.recent.remember(study))
      open.isRemembered = true
    } catch {
      // A study that cannot be counted any more, its disk gone, is closed all the same.
    }
  }

  /** A study that was made empty is remembered as soon as frames are in it. */
  private async rememberWhatIsFilled(): Promise<void> {
    for await (const { what } of this.changes.listen())
      if (what === 'frames' && this.open && !this.open.isRemembered) await this.remember(this.open)
  }

  private mustBeOpen() {
    if (!this.open) throw new Failure('noStudyOpen')
    return this.open
  }
}

/** Makes sure that a folder is free; returns the highest one that has to be made for it. */
async function freeFolder(place: string): Promise<string> {
  const inside = await readdir(place).catch(() => [])
  if (inside.length > 0) throw new Failure('folderNotFree', { folder: place })
  let highest = place
  while (!existsSync(dirname(highest))) highest = dirname(highest)
  return highest
}
