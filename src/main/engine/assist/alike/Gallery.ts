import type { Embedding } from '../../../../shared/assistant/embedding.ts'
import type { Alike, AssistBox } from '../../../../shared/contract/assist.ts'
import type { OpenStudy } from '../../study/OpenStudy.ts'
import { Ahead } from './Ahead.ts'
import { alikeIn } from './alikeIn.ts'
import { Centred } from './Centred.ts'
import { FrameLooks } from './FrameLooks.ts'
import { lookOf } from './look.ts'
import { setLooks } from './looks.ts'
import { pooledBox, pooledFields } from './pooled.ts'
import { type Original, rowsOf } from './rowsOf.ts'
import { toFrame, toPart } from './similarities.ts'

/** A frame, and what of it others are to look like: all, or what a box holds. */
export interface Wanted {
  readonly frame: number
  readonly sha256: string
  readonly region: AssistBox | undefined
  readonly count: number
}

/** Where embeddings are kept. */
interface Kept {
  kept(): Promise<string[]>
  of(frame: string): Promise<Embedding | undefined>
}

/** What the frames of a study look like to one encoder, and which frames are alike by that. */
export class Gallery {
  private readonly study: OpenStudy
  private readonly looks: FrameLooks
  private readonly ahead: Ahead
  private centred: Promise<Centred | undefined> = Promise.resolve(undefined)
  private isClosed = false
  private madeUp: Promise<void> = Promise.resolve()

  private constructor(study: OpenStudy, looks: FrameLooks, mayRead: () => boolean) {
    this.study = study
    this.looks = looks
    this.ahead = new Ahead(study, looks, mayRead)
    setLooks(study, looks)
  }

  /** That of a study by the encoder of that name; `mayRead`: whether the machine has time for frames that nobody opened. */
  static async of(study: OpenStudy, encoder: string, mayRead: () => boolean): Promise<Gallery> {
    return new Gallery(study, await FrameLooks.of(study.store, encoder), mayRead)
  }

  /** Frames alike, the most so first; `read` is asked for the frame's embedding where that is needed. */
  async alike({ frame, sha256, region, count }: Wanted, read: () => Promise<Embedding>): Promise<Alike> {
    const { study, looks } = this
    const wanted = region
      ? pooledBox(await read(), region)
      : (looks.of(sha256) ?? lookOf(pooledFields(await read())))
    const centred = await this.measured()
    const similarity = await (wanted instanceof Float32Array
      ? toPart(centred, wanted)
      : toFrame(centred, wanted))
    return alikeIn(study, looks, similarity, { frame, count })
  }

  /** Hears of each frame that was read. */
  async noteRead(frame: string, embedding: Embedding): Promise<void> {
    if (!this.looks.has(frame)) await this.looks.add(frame, pooledFields(embedding))
  }

  /** A frame to read when nobody wants any. */
  next(): Original | undefined {
    return this.ahead.next()
  }

  /** Whether the embedding of such a frame is kept. */
  get keepsAll(): boolean {
    return this.ahead.keepsAll
  }

  /** Makes what the first question would have to wait for, where it is the time for what nobody waits for. */
  async goOn(): Promise<void> {
    if (this.ahead.isTime()) await this.makeReady()
  }

  async makeReady(): Promise<void> {
    const { study, looks } = this
    if (this.isClosed || looks.count === 0) return
    rowsOf(study, looks)
    await this.measured()
  }

  /** Somebody paints. */
  giveWay(): void {
    this.ahead.giveWay()
  }

  /** Begins to make up for what was lost: looks of frames whose embeddings are kept. */
  makeUp(embeddings: Kept): void {
    this.madeUp = this.readKept(embeddings).catch(() => {})
  }

  /** Resolves when nothing more is written. */
  async close(): Promise<void> {
    this.isClosed = true
    await this.madeUp
    await this.looks.written()
  }

  /** One after another: two at once would take what is being measured for measured. */
  private measured(): Promise<Centred> {
    const measured = this.centred.then((before) => Centred.of(this.looks, before))
    this.centred = measured
    return measured
  }

  private async readKept(embeddings: Kept): Promise<void> {
    for (const frame of await embeddings.kept()) {
      if (this.isClosed) return
      const embedding = this.looks.has(frame) ? undefined : await embeddings.of(frame)
      if (embedding) await this.noteRead(frame, embedding)
    }
  }
}
