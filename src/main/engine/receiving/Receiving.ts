import type { ImportReport } from '../../../shared/contract/bring.ts'
import type { Reason } from '../../../shared/reasons/index.ts'
import { failureOf } from '../store/sqliteFailure.ts'
import { type Arrival, Spool } from './Spool.ts'

/** How often what waits is tried again, ms: a study that is open elsewhere is closed some time, a disk is tidied. */
const AGAIN_MS = 30_000

/** Why segmentations stay that come in once their images are there. */
const ALONE: ReadonlySet<Reason['name']> = new Set(['segmentationAlone', 'segmentationPartlyAlone'])

/** What becomes of images that were received. */
export type ReceivingNews =
  /** Images of an earlier time, which come in now. */
  | { readonly kind: 'found'; readonly images: number; readonly folder: string }
  | { readonly kind: 'imported'; readonly report: ImportReport }
  /** Some could not be read: they stay, and are tried again when receiving begins the next time. */
  | { readonly kind: 'refused'; readonly reasons: readonly Reason[]; readonly folder: string }
  /** The study cannot take any now: they stay, and are tried again. */
  | { readonly kind: 'waiting'; readonly images: number; readonly reason: Reason; readonly folder: string }

/** Where received images go. */
export interface Desk {
  /** Brings all images of a folder into the study. Fails where it cannot take them. */
  bring(folder: string): Promise<ImportReport>
  tell(news: ReceivingNews): void
  readonly againMs?: number
}

/**
 * Takes what devices send: each image onto the disk, whose sender may forget it from then on, and then into the study.
 * It leaves the disk when it is in the study, and not before.
 */
export class Receiving {
  private readonly spool: Spool
  private readonly desk: Desk
  /** One import after the other: they write to one study. */
  private work: Promise<void> = Promise.resolve()
  private readonly waiting = new Set<string>()
  /** Deliveries with segmentations of images that have not come yet. */
  private readonly early = new Set<string>()
  /** Why each delivery waits, as it was told. */
  private readonly told = new Map<string, string>()
  private timer: NodeJS.Timeout | undefined
  private isClosed = false

  private constructor(spool: Spool, desk: Desk) {
    this.spool = spool
    this.desk = desk
  }

  /** Opens the folder in which images wait, and begins with those that do. Fails READ_ONLY where another receives there. */
  static async open(folder: string, desk: Desk): Promise<Receiving> {
    const receiving = new Receiving(await Spool.open(folder), desk)
    await receiving.beginWithOld()
    return receiving
  }

  /** Begins what one device sends in one go. */
  begin(): Delivery {
    const name = this.spool.begin()
    return {
      receive: (head) => this.spool.receive(name, head),
      end: () => this.take(name),
    }
  }

  /** Resolves when what has come is dealt with; what has to wait still waits. */
  async close(): Promise<void> {
    this.isClosed = true
    clearTimeout(this.timer)
    await this.work
    this.spool.close()
  }

  private async beginWithOld(): Promise<void> {
    const old = await this.spool.deliveries()
    const images = (await Promise.all(old.map((name) => this.spool.imagesOf(name)))).flat().length
    if (images > 0) this.desk.tell({ kind: 'found', images, folder: this.spool.folder })
    for (const name of old) this.take(name)
  }

  /** What waits comes before what is new: whatever kept it out may be over. */
  private take(delivery: string): void {
    clearTimeout(this.timer)
    const all = new Set([...this.waiting, delivery])
    this.waiting.clear()
    for (const name of all) this.work = this.work.then(() => this.bring(name))
    this.work = this.work.then(() => this.tryAgainLater())
  }

  private tryAgainLater(): void {
    const [first] = this.waiting
    clearTimeout(this.timer)
    if (first !== undefined && !this.isClosed)
      this.timer = setTimeout(() => this.take(first), this.desk.againMs ?? AGAIN_MS)
  }

  /** What was drawn on an image may come before it does, in another association. */
  private bringEarly(): void {
    for (const name of this.early) this.work = this.work.then(() => this.bring(name))
    this.early.clear()
  }

  private async bring(delivery: string): Promise<void> {
    const folder = this.spool.pathOf(delivery)
    const images = await this.spool.imagesOf(delivery)
    try {
      if (images.length === 0) return await this.spool.remove(delivery, [])
      const report = await this.desk.bring(folder)
      this.desk.tell({ kind: 'imported', report })
      if (report.added > 0) this.bringEarly()
      const refused = report.rejected.filter(({ path }) => path.startsWith(folder))
      await this.spool.remove(
        delivery,
        images.filter((image) => !refused.some(({ path }) => path.startsWith(image))),
      )
      const names = refused.map(({ reason }) => reason.name)
      if (names.some((name) => ALONE.has(name))) this.early.add(delivery)
      const isKnown = this.told.get(delivery) === names.join()
      this.told.set(delivery, names.join())
      if (refused.length === 0 || isKnown) return
      await this.spool.note(delivery, refused)
      this.desk.tell({ kind: 'refused', reasons: refused.map(({ reason }) => reason), folder })
    } catch (error) {
      const { reason } = failureOf(error)
      this.waiting.add(delivery)
      // A full disk takes no note either.
      await this.spool.note(delivery, reason).catch(() => {})
      if (this.told.get(delivery) === reason.name) return
      this.told.set(delivery, reason.name)
      this.desk.tell({ kind: 'waiting', images: images.length, reason, folder })
    }
  }
}

/** What one device sends in one go. */
export interface Delivery {
  /** Begins an image, whose file begins with `head`. Fails where there is no room for it. */
  receive(head: Uint8Array): Promise<Arrival>
  /** What is whole of it goes into the study. */
  end(): void
}
