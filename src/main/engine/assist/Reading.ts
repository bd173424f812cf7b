import type { Embedding } from '../../../shared/assistant/embedding.ts'
import { type Reason, reasons } from '../../../shared/reasons/index.ts'
import { Refused } from '../../../shared/reasons/Refused.ts'
import type { Assistant } from './Assistant.ts'
import type { Embeddings } from './Embeddings.ts'
import type { Pace } from './Pace.ts'

/** A frame that can be read. */
export interface FrameFile {
  readonly sha256: string
  readonly path: string
}

/** What else becomes of reading. */
export interface Besides {
  /** Hears of each frame that is read. */
  noteRead(frame: string, embedding: Embedding): Promise<void>
  /** A frame to read when nobody wants any. */
  next(): FrameFile | undefined
  /** Whether its embedding is kept. */
  readonly keepsAll: boolean
}

/**
 * A frame that nobody waits for is not begun so long after somebody has painted, nor gone on with, ms: a hand that paints is
 * back within that.
 */
const AFTER_PAINT = 1500

/** Somebody who waits for a frame. */
interface Waiting {
  readonly frame: FrameFile
  readonly embedding: Promise<Embedding>
  resolve(embedding: Embedding): void
  reject(error: unknown): void
}

/** Has frames read one after another: first those that somebody waits for, then those that are likely to be wanted. */
export class Reading {
  private readonly encoder: Assistant
  private readonly embeddings: Embeddings
  private readonly pace: Pace
  private readonly besides: Besides
  private wanted: readonly FrameFile[] = []
  private readonly waiting = new Map<string, Waiting>()
  private readonly unreadable = new Map<string, Reason>()
  private current: { readonly sha256: string; readonly since: number } | undefined
  private handIsDown = false
  private lifted: NodeJS.Timeout | undefined

  constructor(encoder: Assistant, embeddings: Embeddings, pace: Pace, besides: Besides) {
    this.encoder = encoder
    this.embeddings = embeddings
    this.pace = pace
    this.besides = besides
  }

  /** Why a frame could not be read, at the last try. */
  whyNot(frame: FrameFile): Reason | undefined {
    return this.unreadable.get(frame.sha256)
  }

  /** Reads these in their order, in place of those that were wanted before. */
  want(frames: readonly FrameFile[]): void {
    this.wanted = frames
    void this.next()
  }

  /** Somebody paints: what is being read waits too, unless somebody waits for a frame, whose own hand it may have been. */
  giveWay(): void {
    this.handIsDown = true
    if (this.waiting.size === 0) this.encoder.standStill()
    clearTimeout(this.lifted)
    this.lifted = setTimeout(() => {
      this.handIsDown = false
      this.encoder.goOn()
      void this.next()
    }, AFTER_PAINT).unref()
  }

  /** Reads on when it is the time for frames that nobody wants. */
  goOn(): void {
    void this.next()
  }

  /** A frame's embedding, once it is read. Throws a `Refused` where it cannot be. */
  async read(frame: FrameFile): Promise<Embedding> {
    const kept = await this.embeddings.of(frame.sha256)
    if (kept) return kept
    this.unreadable.delete(frame.sha256)
    const waiting = this.waiting.get(frame.sha256) ?? waitFor(frame)
    this.waiting.set(frame.sha256, waiting)
    this.encoder.goOn()
    void this.next()
    return waiting.embedding
  }

  /** About how many seconds it takes until a frame is read that is wanted first; null where none was read yet. */
  secondsUntil({ sha256 }: FrameFile): number | null {
    const each = this.pace.seconds
    if (each === null) return null
    const { current } = this
    const left = current ? Math.max(0, each - (this.encoder.now() - current.since) / 1000) : 0
    const before = [...this.waiting.keys()].filter((other) => other !== sha256 && other !== current?.sha256)
    return current?.sha256 === sha256 ? left : left + (before.length + 1) * each
  }

  private async next(): Promise<void> {
    if (this.current) return
    this.wanted = this.wanted.filter(({ sha256 }) => !this.embeddings.has(sha256))
    const asked = this.waiting.values().next().value?.frame ?? (this.handIsDown ? undefined : this.wanted[0])
    const frame = asked ?? (this.encoder.off ? undefined : this.besides.next())
    if (!frame) return
    const keeps = asked !== undefined || this.besides.keepsAll
    this.current = { sha256: frame.sha256, since: this.encoder.now() }
    try {
      const embedding = await this.made(frame, keeps)
      this.waiting.get(frame.sha256)?.resolve(embedding)
    } catch (error) {
      if (error instanceof Refused && reasons[error.reason.name].code === 'FILE_DAMAGED')
        this.unreadable.set(frame.sha256, error.reason)
      else this.wanted = []
      this.waiting.get(frame.sha256)?.reject(error)
    }
    this.waiting.delete(frame.sha256)
    this.wanted = this.wanted.filter(({ sha256 }) => sha256 !== frame.sha256)
    this.current = undefined
    void this.next()
  }

  private async made({ sha256, path }: FrameFile, keeps: boolean): Promise<Embedding> {
    const kept = await this.embeddings.of(sha256)
    if (kept) {
      await this.besides.noteRead(sha256, kept)
      return kept
    }
    const embedding = await this.encoder.use(async (process) => {
      const from = this.encoder.now()
      const read = await process.ask('read', { path })
      await this.pace.note((this.encoder.now() - from) / 1000)
      return read
    })
    await this.besides.noteRead(sha256, embedding)
    if (keeps) await this.embeddings.keep(sha256, embedding)
    return embedding
  }
}

function waitFor(frame: FrameFile): Waiting {
  const { promise, resolve, reject } = Promise.withResolvers<Embedding>()
  promise.catch(() => {})
  return { frame, embedding: promise, resolve, reject }
}
