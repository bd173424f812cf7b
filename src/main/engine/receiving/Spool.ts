import { createHash, randomUUID } from 'node:crypto'
import { chmod, type FileHandle, mkdir, open, readdir, rm, rmdir } from 'node:fs/promises'
import { join } from 'node:path'
import { Failure, failureFor } from '../../../shared/contract/failure.ts'
import { writeDurably } from '../../files/durableFile.ts'
import { replaceFile } from '../../files/replaceFile.ts'
import { syncFolder } from '../../files/sync.ts'
import { type HeldLock, takeWriterLock } from '../store/writerLock.ts'

/** Of an image that is there to its last byte. */
const WHOLE = '.dcm'
/** Of one that is still coming; what ends so when a spool is opened never came whole. */
const COMING = '.coming'
const REASONS = 'reasons.json'

/** An image that is coming in. It is there once it is kept; whatever goes wrong before leaves nothing. */
class Arriving {
  private readonly folder: string
  private readonly number: number
  private readonly others: Set<string>
  private readonly file: FileHandle
  private readonly hash = createHash('sha256')

  private constructor(folder: string, number: number, others: Set<string>, file: FileHandle) {
    this.folder = folder
    this.number = number
    this.others = others
    this.file = file
  }

  static async begin(folder: string, number: number, others: Set<string>): Promise<Arriving> {
    return new Arriving(folder, number, others, await open(placeOf(folder, number), 'wx', 0o600))
  }

  async write(bytes: Uint8Array): Promise<void> {
    this.hash.update(bytes)
    await this.file.writeFile(bytes)
  }

  /** Resolves once no power cut can take it back. One that is there already is not kept twice. */
  async keep(): Promise<void> {
    const hash = this.hash.digest('hex')
    const [from, to] = [
      placeOf(this.folder, this.number),
      join(this.folder, `${digits(this.number)}-${hash}${WHOLE}`),
    ]
    try {
      if (this.others.has(hash)) return await this.drop()
      await this.file.sync()
      await this.file.close()
      await replaceFile(from, to)
      await syncFolder(this.folder)
      this.others.add(hash)
    } catch (error) {
      // What nobody was told is kept must not come in later.
      await rm(to, { force: true }).catch(() => {})
      await this.drop()
      throw error
    }
  }

  /** What a disk does not let go of is removed when the spool is opened the next time. */
  async drop(): Promise<void> {
    await this.file.close().catch(() => {})
    await rm(placeOf(this.folder, this.number), { force: true }).catch(() => {})
  }
}

/** What whoever hands on its bytes does with it. */
export type Arrival = Pick<Arriving, 'write' | 'keep' | 'drop'>

const digits = (number: number) => String(number).padStart(8, '0')
const placeOf = (folder: string, number: number) => join(folder, `${digits(number)}${COMING}`)

/** What arrived and is not in the study yet, as files that outlive this process. One process has it at a time. */
export class Spool {
  readonly folder: string
  private readonly lock: HeldLock
  /** Of all whole images, so that one that is sent twice is kept once. */
  private readonly hashes = new Set<string>()
  /** Deliveries whose folders outlive a power cut. */
  private readonly durable = new Set<string>()
  private arrivals = 0

  private constructor(folder: string, lock: HeldLock) {
    this.folder = folder
    this.lock = lock
  }

  /** Opens a folder that nobody else may read, and removes what never came whole. Fails READ_ONLY where it is taken. */
  static async open(folder: string): Promise<Spool> {
    await mkdir(folder, { recursive: true, mode: 0o700 })
    // It may have been there, for everyone.
    await chmod(folder, 0o700)
    const lock = takeWriterLock(folder)
    if (lock.is !== 'held')
      throw lock.why.name === 'openElsewhere'
        ? new Failure('receivesAlready', lock.why.values)
        : failureFor(lock.why)
    const spool = new Spool(folder, lock)
    for (const delivery of await spool.deliveries()) await spool.tidy(delivery)
    return spool
  }

  close(): void {
    this.lock.release()
  }

  /** What came together, oldest first. */
  async deliveries(): Promise<string[]> {
    const entries = await readdir(this.folder, { withFileTypes: true })
    return entries
      .filter((entry) => entry.isDirectory())
      .map(({ name }) => name)
      .sort()
  }

  pathOf(delivery: string): string {
    return join(this.folder, delivery)
  }

  /** Begins a folder for what one device sends in one go. It is made when something comes. */
  begin(): string {
    return `${String(Date.now()).padStart(15, '0')}-${randomUUID().slice(0, 8)}`
  }

  /** Begins an image, whose file begins with `head`. */
  async receive(delivery: string, head: Uint8Array): Promise<Arrival> {
    const folder = this.pathOf(delivery)
    if (!this.durable.has(delivery)) {
      await mkdir(folder, { recursive: true, mode: 0o700 })
      await syncFolder(this.folder)
      this.durable.add(delivery)
    }
    const arriving = await Arriving.begin(folder, ++this.arrivals, this.hashes)
    try {
      await arriving.write(head)
    } catch (error) {
      await arriving.drop()
      throw error
    }
    return arriving
  }

  /** The whole images of a delivery, in the order in which they came. */
  async imagesOf(delivery: string): Promise<string[]> {
    const names = await readdir(this.pathOf(delivery)).catch((): string[] => [])
    const whole = names.filter((name) => name.endsWith(WHOLE)).sort()
    return whole.map((name) => join(this.pathOf(delivery), name))
  }

  /** Removes images that are in the study, and their delivery with the last. */
  async remove(delivery: string, images: readonly string[]): Promise<void> {
    for (const image of images) {
      await rm(image, { force: true })
      this.hashes.delete(hashIn(image))
    }
    await this.tidy(delivery)
  }

  /** Writes down beside a delivery why it waits: for people, and kept as long as it does. */
  async note(delivery: string, reasons: unknown): Promise<void> {
    await writeDurably(join(this.pathOf(delivery), REASONS), Buffer.from(JSON.stringify(reasons, null, 2)))
  }

  private async tidy(delivery: string): Promise<void> {
    const folder = this.pathOf(delivery)
    const names = await readdir(folder).catch(() => undefined)
    // Nothing came.
    if (names === undefined) return
    for (const name of names) {
      if (name.endsWith(WHOLE)) this.hashes.add(hashIn(name))
      else if (name !== REASONS) await rm(join(folder, name), { recursive: true, force: true })
    }
    if (names.some((name) => name.endsWith(WHOLE))) return
    await rm(join(folder, REASONS), { force: true })
    await rmdir(folder)
    this.durable.delete(delivery)
    await syncFolder(this.folder)
  }
}

const hashIn = (path: string) => path.slice(path.lastIndexOf('-') + 1, -WHOLE.length)
