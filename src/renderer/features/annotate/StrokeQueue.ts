import type { MaskPatch } from '../../../shared/domain/mask.ts'
import { encodeMask } from '../../../shared/domain/rle.ts'
import type { Client } from '../../api/client.ts'
import { failureFrom } from '../../api/client.ts'
import { toBase64 } from '../../api/maskBytes.ts'

export type SaveState =
  | { readonly kind: 'idle' }
  | { readonly kind: 'saving' }
  | { readonly kind: 'saved'; readonly at: string; readonly layer: number }
  | { readonly kind: 'failed'; readonly why: string }

/** Any work that must happen between strokes and in their order. Gets the newest revision, returns the next. */
type Job = (base: number) => Promise<{ revision: number; savedAt: string; layer: number }>

/**
 * Saves the changes of one frame in their order, one at a time. A failed one stays first in the queue and is sent
 * again by `retry` with its own id, so that it is never saved twice and nothing painted is lost.
 */
export class StrokeQueue {
  private readonly jobs: Job[] = []
  private readonly client: Client
  private readonly frame: number
  private readonly tell: (state: SaveState) => void
  private revision: number
  private busy = false

  constructor(client: Client, frame: number, revision: number, tell: (state: SaveState) => void) {
    this.client = client
    this.frame = frame
    this.revision = revision
    this.tell = tell
  }

  /** `restores`: the revision that undo or redo brings back with it; null for new paint. */
  paint({ x, y, ...patch }: MaskPatch, restores: number | null): void {
    const stroke = crypto.randomUUID()
    const bytes = toBase64(encodeMask(patch))
    this.add((base) =>
      this.client.layers.paint({ frame: this.frame, stroke, base, x, y, patch: bytes, restores }),
    )
  }

  accept(layer: number): void {
    this.add((base) => this.client.layers.accept({ frame: this.frame, layer, base }))
  }

  retry(): void {
    void this.work()
  }

  private add(job: Job): void {
    this.jobs.push(job)
    void this.work()
  }

  private async work(): Promise<void> {
    if (this.busy) return
    this.busy = true
    try {
      for (let job = this.jobs[0]; job; job = this.jobs[0]) {
        this.tell({ kind: 'saving' })
        const { revision, savedAt, layer } = await job(this.revision)
        this.revision = revision
        this.jobs.shift()
        this.tell({ kind: 'saved', at: savedAt, layer })
      }
    } catch (error) {
      this.tell({ kind: 'failed', why: failureFrom(error).message })
    } finally {
      this.busy = false
    }
  }
}
