import { existsSync } from 'node:fs'
import { mkdir, readdir, readFile, rm } from 'node:fs/promises'
import { userInfo } from 'node:os'
import { dirname, resolve } from 'node:path'
import { Failure } from '../../shared/contract/failure.ts'
import { writeDurably } from '../files/durableFile.ts'
import { writeLog } from '../files/writeLog.ts'
import { Broadcast } from './Broadcast.ts'
import { CatalogueService } from './catalogue/CatalogueService.ts'
import { FrameIndex } from './catalogue/FrameIndex.ts'
import { FrozenLists } from './catalogue/FrozenLists.ts'
import { LabelService } from './labels/LabelService.ts'
import type { Runtime } from './Runtime.ts'
import type { Change, Session } from './Session.ts'
import { TrainingService } from './training/TrainingService.ts'

const REMEMBERED = 8

/** One engine: at most one open study and what works in it. The window, the server and the command line share it. */
export class Engine {
  readonly runtime: Runtime
  readonly changes = new Broadcast<{ what: Change }>()
  private open: { session: Session; training: TrainingService } | undefined

  constructor(runtime: Runtime) {
    this.runtime = runtime
  }

  /** The open study. Fails NO_STUDY_OPEN. */
  get session(): Session {
    return this.mustBeOpen().session
  }

  get training(): TrainingService {
    return this.mustBeOpen().training
  }

  get isOpen(): boolean {
    return this.open !== undefined
  }

  /** Opens a study; the one before is closed first. */
  async openStudy(folder: string): Promise<Session> {
    const place = resolve(folder)
    await this.close()
    return this.begin(await CatalogueService.openStudy(place))
  }

  /** Makes an empty study and opens it. */
  async createStudy(folder: string, classes: readonly string[]): Promise<Session> {
    const place = resolve(folder)
    await this.close()
    const store = await CatalogueService.createStudy(place, classes)
    await store.close()
    return this.begin(await CatalogueService.openStudy(place))
  }

  /**
   * Makes a study, fills it and opens it in place of the one before. Where filling fails or is stopped, nothing of
   * it stays and the one before is still open. Fails STUDY_EXISTS where the folder holds anything.
   */
  async makeStudy<R>(
    folder: string,
    classes: readonly string[],
    fill: (session: Session) => Promise<R>,
    signal?: AbortSignal,
  ): Promise<R> {
    const place = resolve(folder)
    const made = await freeFolder(place)
    try {
      await (await CatalogueService.createStudy(place, classes)).close()
      const opened = await CatalogueService.openStudy(place)
      const result = await fill(this.sessionOf(opened, new Broadcast())).finally(() => opened.store.close())
      signal?.throwIfAborted()
      await this.openStudy(place)
      return result
    } catch (error) {
      await rm(made, { recursive: true, force: true })
      throw error
    }
  }

  async close(): Promise<void> {
    const { open } = this
    this.open = undefined
    await open?.training.close()
    await open?.session.store.close()
  }

  /** Folders of studies opened before, newest first. */
  async recent(): Promise<string[]> {
    const text = await readFile(this.runtime.recentFile, 'utf8').catch(() => '[]')
    try {
      return (JSON.parse(text) as unknown[]).filter((f) => typeof f === 'string')
    } catch {
      return []
    }
  }

  private async begin(opened: Awaited<ReturnType<typeof CatalogueService.openStudy>>): Promise<Session> {
    const session = this.sessionOf(opened, this.changes)
    const training = new TrainingService(session, this.runtime)
    await training.recover()
    await LabelService.followModel(session)
    this.open = { session, training }
    const readOnly = opened.store.readOnly?.name ?? null
    writeLog(this.runtime.logFile, { event: 'opened', readOnly })
    await this.remember(opened.store.folder)
    this.changes.send({ what: 'study' })
    return session
  }

  private sessionOf(
    opened: Awaited<ReturnType<typeof CatalogueService.openStudy>>,
    changes: Session['changes'],
  ): Session {
    return {
      ...opened,
      index: new FrameIndex(opened.store),
      lists: new FrozenLists(opened.store.folder),
      reader: readerName(),
      changes,
    }
  }

  private async remember(folder: string): Promise<void> {
    const folders = [folder, ...(await this.recent()).filter((f) => f !== folder)].slice(0, REMEMBERED)
    await mkdir(dirname(this.runtime.recentFile), { recursive: true }).catch(() => {})
    await writeDurably(this.runtime.recentFile, new TextEncoder().encode(JSON.stringify(folders))).catch(
      () => {},
    )
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

function readerName(): string {
  try {
    return userInfo().username || 'reader'
  } catch {
    return 'reader'
  }
}
