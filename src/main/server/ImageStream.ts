import { once } from 'node:events'
import { Writable } from 'node:stream'
import { finished } from 'node:stream/promises'
import type { Arrival } from '../engine/receiving/Spool.ts'

/** What a sender is told of an image that is not kept, by PS3.4 annex B.2.3: it has to keep it, and may send it again. */
export const NO_ROOM = 0xa700
export const NOT_UNDERSTOOD = 0xc000

/**
 * Takes the bytes of an image as they come. As a stream it never fails, for whoever writes to it waits for its end: what
 * went wrong is what `keep` fails with.
 */
export class ImageStream extends Writable {
  private readonly begin: () => Promise<Arrival>
  private arriving: Arrival | undefined
  private failure: unknown
  private bytes = 0

  constructor(begin: () => Promise<Arrival>) {
    super()
    this.begin = begin
  }

  override _construct(done: () => void): void {
    void this.trying(async () => {
      this.arriving = await this.begin()
    }).then(done)
  }

  override _write(part: Buffer, _encoding: string, done: () => void): void {
    this.bytes += part.length
    if (this.failure === undefined) void this.trying(() => this.arriving?.write(part)).then(done)
    else done()
  }

  /** Called after the end. Resolves with what the sender is told: 0 once the image outlives a power cut. */
  async keep(): Promise<number> {
    await finished(this)
    if (this.failure === undefined && this.bytes > 0) await this.trying(() => this.arriving?.keep())
    else await this.drop()
    if (this.failure !== undefined) return NO_ROOM
    return this.bytes > 0 ? 0 : NOT_UNDERSTOOD
  }

  /** Of one that will not come whole. */
  async drop(): Promise<void> {
    if (!this.writableFinished) {
      this.end()
      await once(this, 'finish')
    }
    await this.arriving?.drop()
  }

  private async trying(work: () => Promise<void> | undefined): Promise<void> {
    try {
      await work()
    } catch (error) {
      this.failure = error
    }
  }
}
