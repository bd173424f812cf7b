import { existsSync, realpathSync } from 'node:fs'
import { readdir, rm } from 'node:fs/promises'
import { dirname, resolve } from 'node:path'
import type { Change } from '../../shared/contract/changes.ts'
import { Failure } from '../../shared/contract/failure.ts'
import type { ReasonName } from '../../shared/reasons/index.ts'
import { reasonOf } from '../../shared/reasons/Refused.ts'
import { writeLog } from '../files/writeLog.ts'
import { AccountService } from './accounts/AccountService.ts'
import { AssistService } from './assist/AssistService.ts'
import { CatalogueService } from './catalogue/CatalogueService.ts'
import { ImportService } from './import/ImportService.ts'
import { JobService } from './jobs/JobService.ts'
import { LabelService } from './labels/LabelService.ts'
import type { Runtime } from './machine/Runtime.ts'
import { RecentStudies } from './RecentStudies.ts'
import { countShown } from './store/frames/countShown.ts'
import { FrameIndex } from './store/frames/FrameIndex.ts'
import { FrozenLists } from './store/frames/FrozenLists.ts'
import { StoreService } from './store/StoreService.ts'
import { placeOf } from './store/trail/Trail.ts'
import { type Trails, trailsIn } from './store/trail/Trails.ts'
import { Broadcast } from './study/Broadcast.ts'
import type { OpenStudy } from './study/OpenStudy.ts'
import { TrainingService } from './training/TrainingService.ts'

type Opened = Awaited<ReturnType<typeof CatalogueService.openStudy>>

/** Why a study may only be looked at for now, and how often it is looked at whether that is over, ms. */
const PASSING = new Set<ReasonName | undefined>(['diskFull', 'diskRefuses'])
const LOOK_AGAIN = 1000

/** One engine: at most one open study and what works in it. The window, the server and the command line share it. */
export class Engine {
  readonly runtime: Runtime
  /** What needs TensorFlow is asked of it. */
  readonly jobs: JobService
  readonly changes = new Broadcast<Change>()
  private readonly recent: RecentStudies
  private readonly trails: Trails
  private open:
    | {
        study: OpenStudy
        accounts: AccountService
        training: TrainingService
        assist: AssistService
        isRemembered: boolean
      }
    | undefined
  private turn: Promise<unknown> = Promise.resolve()

  constructor(runtime: Runtime) {
    this.runtime = runtime
    this.jobs = new JobService(runtime)
    this.recent = new RecentStudies(runtime.recentFile)
    this.trails = trailsIn(runtime.dataFolder)
    void this.rememberWhatIsFilled()
  }

  /** The open study. Fails NO_STUDY_OPEN. */
  get study(): OpenStudy {
    return this.mustBeOpen().study
  }

  get accounts(): AccountService {
    return this.mustBeOpen().accounts
  }

  get training(): TrainingService {
    return this.mustBeOpen().training
  }

  get assist(): AssistService {
    return this.mustBeOpen().assist
  }

  /** Somebody paints: what is done beside it waits. */
  giveWayToPainting(): void {
    const { training, assist } = this.mustBeOpen()
    training.giveWayToPainting()
    assist.giveWayToPainting()
  }

  get isOpen(): boolean {
    return this.open !== undefined
  }

  /**
   * Opens a study in place of the one before, which stays open where this one does not open. The study that is open
   * already, and may be written to, goes on as it is.
   */
  openStudy(folder: string): Promise<OpenStudy> {
    return this.inTurn(() => this.openNow(resolve(folder)))
  }

  /**
   * Looks at a study for a moment, beside the one that is open: nothing is written to it, and one of an older version is
   * brought up to date in memory alone.
   */
  async lookBeside<R>(folder: string, work: (study: OpenStudy) => Promise<R>): Promise<R> {
    const open = this.open?.study
    if (open && isSameFolder(open.store.folder, folder)) return work(open)
    const opened = await CatalogueService.lookAtStudy(resolve(folder), reasonOf('openSomewhere'), this.trails)
    return work(this.studyOf(opened, new Broadcast())).finally(() => opened.store.close())
  }

  /** Makes an empty study and opens it; without a name it is called by the day. */
  createStudy(folder: string, classes: readonly string[], name?: string): Promise<OpenStudy> {
    return this.inTurn(async () => {
      const place = resolve(folder)
      await CatalogueService.createStudy(place, classes, name)
      return this.openNow(place)
    })
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
      await CatalogueService.createStudy(place, classes, name)
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

  /** Opens a study that a copy or a backup was brought back into: what was seen there before is no measure of it. */
  openBroughtBack(folder: string): Promise<OpenStudy> {
    this.trails.forget(placeOf(resolve(folder)))
    return this.openStudy(folder)
  }

  /** Ends what is at work and closes the study. */
  close(): Promise<void> {
    return this.inTurn(async () => {
      await this.closeNow()
      this.trails.close()
    })
  }

  /** One study is opened or closed after the other: two at once would both hold the place of the open one. */
  private inTurn<T>(work: () => Promise<T>): Promise<T> {
    const result = this.turn.then(work)
    this.turn = result.catch(() => {})
    return result
  }

  private async openNow(place: string): Promise<OpenStudy> {
    const { open } = this
    const isSame = open !== undefined && isSameFolder(open.study.store.folder, place)
    if (isSame && open.study.store.readOnly === null && StoreService.isStudy(place)) {
      open.isRemembered = false
      await this.remember(open)
      return open.study
    }
    if (isSame && open.study.store.readOnly !== null) return this.openAfresh(open.study, place)
    return this.beginOrClose(await CatalogueService.openStudy(place, this.trails))
  }

  /**
   * Opens once more a study that could only be looked at. It is closed first: what SQLite could open to read alone stays
   * so in the whole process, however well its disk is, until nobody has it open. Where it does not open, it is looked at
   * as before.
   */
  private async openAfresh({ store }: OpenStudy, place: string): Promise<OpenStudy> {
    await this.closeNow()
    try {
      return await this.beginOrClose(await CatalogueService.openStudy(place, this.trails))
    } catch (error) {
      const { folder, readOnly } = store
      if (readOnly && !this.open)
        await CatalogueService.lookAtStudy(folder, readOnly, this.trails)
          .then((opened) => this.beginOrClose(opened))
          // What is wrong with it is told already.
          .catch(() => {})
      throw error
    }
  }

  private async closeNow(): Promise<void> {
    const { open } = this
    this.open = undefined
    open?.accounts.close()
    try {
      await open?.assist.close()
      await open?.training.close()
      await this.jobs.stopAll()
      if (open) await this.remember(open)
    } finally {
      await open?.study.store.close()
    }
  }

  private async beginOrClose(opened: Opened): Promise<OpenStudy> {
    try {
      return await this.begin(opened)
    } catch (error) {
      if (this.open?.study.store !== opened.store) await opened.store.close()
      throw error
    }
  }

  private async begin(opened: Opened): Promise<OpenStudy> {
    const study = this.studyOf(opened, this.changes)
    if (opened.store.readOnly === null) await ImportService.removeLeftBehind(opened.store.folder)
    const training = new TrainingService(study, this.runtime, this.jobs)
    try {
      await training.recover()
      await LabelService.followModel(study)
    } catch (error) {
      // Both are done again at the next opening; on a full disk the study is open all the same.
      if (StoreService.failureOf(error).code !== 'DISK_FULL') throw error
    }
    const accounts = await AccountService.of(study)
    await this.closeNow()
    const assist = new AssistService(study, this.runtime, () => training.isFree())
    this.open = { study, accounts, training, assist, isRemembered: false }
    this.lookAgain(this.open)
    const readOnly = opened.store.readOnly?.name ?? null
    writeLog(this.runtime.logFile, { event: 'opened', readOnly })
    await this.remember(this.open)
    this.changes.send({ what: 'opened' })
    return study
  }

  private studyOf(opened: Opened, changes: OpenStudy['changes']): OpenStudy {
    return {
      ...opened,
      index: new FrameIndex(opened.store),
      lists: new FrozenLists(opened.store.folder),
      changes,
    }
  }

  /** A study that is only looked at because its disk is full is written to again as soon as there is space. */
  private lookAgain(open: NonNullable<Engine['open']>): void {
    if (!PASSING.has(open.study.store.readOnly?.name)) return
    const again = () => this.inTurn(() => this.writeAgain(open)).catch(() => this.lookAgain(open))
    setTimeout(again, LOOK_AGAIN).unref()
  }

  private async writeAgain(open: NonNullable<Engine['open']>): Promise<void> {
    if (this.open !== open) return
    const { folder } = open.study.store
    const opened = StoreService.hasSpace(folder)
      ? await CatalogueService.openStudy(folder, this.trails).catch(() => undefined)
      : undefined
    if (opened?.store.readOnly === null) await this.beginOrClose(opened)
    else {
      await opened?.store.close()
      // It took the writer lock, and SQLite says all the same that it takes nothing.
      if (opened?.store.readOnly?.name === 'diskWriteProtected') await this.openAfresh(open.study, folder)
      else this.lookAgain(open)
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

/** Whether two paths lead to one folder; a link leads to where it points. */
function isSameFolder(a: string, b: string): boolean {
  try {
    return realpathSync(a) === realpathSync(b)
  } catch {
    return a === b
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
