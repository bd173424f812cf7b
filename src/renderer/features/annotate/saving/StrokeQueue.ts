import type { Declaration } from '../../../../shared/contract/layers.ts'
import type { MaskPatch } from '../../../../shared/domain/mask.ts'
import { encodeMask } from '../../../../shared/domain/rle.ts'
import type { Client } from '../../../api/client.ts'
import { failureFrom } from '../../../api/client.ts'
import { toBase64 } from '../../../api/maskBytes.ts'
import type { SaveState } from './SaveState.ts'
import { type Desk, forgetUnsent, keepUnsent, type UnsentJob } from './unsent.ts'

/** Answers to something said of a frame, not to paint: trying again changes nothing. */
const REFUSED: ReadonlySet<string> = new Set(['NOTHING_PAINTED', 'LESION_PAINTED', 'HELD_OUT'])

/** There is nobody to save to, or nobody who is signed in: it goes on by itself when there is. */
const WAITING: ReadonlySet<string> = new Set(['ENGINE_GONE', 'NO_STUDY_OPEN', 'NOT_SIGNED_IN'])

type Place = Desk & { readonly frame: number }

/**
 * Saves the changes of one frame in their order, one at a time. What is not saved yet is also kept in the window's
 * own store, so that neither a lost engine nor a closed window loses it; each job has an id, so that it is never
 * saved twice.
 */
export class StrokeQueue {
  private jobs: UnsentJob[] = []
  private readonly client: Client
  private readonly place: Place
  private revision: number
  /** What is under way; undefined while nothing is. */
  private working: Promise<void> | undefined
  private isStopped = false
  private state: SaveState = { kind: 'idle' }
  private readonly listeners = new Set<(state: SaveState) => void>()

  constructor(client: Client, place: Place, revision: number, unsent: readonly UnsentJob[] = []) {
    this.client = client
    this.place = place
    this.revision = revision
    this.jobs = [...unsent]
  }

  /** The study that it saves to. */
  get folder(): string {
    return this.place.folder
  }

  get isEmpty(): boolean {
    return this.jobs.length === 0
  }

  /** What is not saved yet, the oldest first. */
  get unsaved(): readonly UnsentJob[] {
    return this.jobs
  }

  get now(): SaveState {
    return this.state
  }

  onState(listener: (state: SaveState) => void): () => void {
    this.listeners.add(listener)
    return () => this.listeners.delete(listener)
  }

  /** `restores`: the revision that undo or redo brings back with it; null for new paint. */
  paint({ x, y, ...patch }: MaskPatch, restores: number | null, copied: boolean): void {
    const stroke = crypto.randomUUID()
    this.add({ kind: 'paint', stroke, x, y, patch: toBase64(encodeMask(patch)), restores, copied })
  }

  accept(layer: number): void {
    this.add({ kind: 'accept', layer })
  }

  confirm(): void {
    this.add({ kind: 'confirm' })
  }

  /** Says how far one has come with the frame, after what was painted before. */
  declare(as: Declaration): void {
    this.add({ kind: 'declare', as })
  }

  /** Tries what is not saved; resolves when nothing is under way to the engine any more. */
  retry(): Promise<void> {
    return this.work()
  }

  /** After a conflict: what was painted here becomes the next revision after theirs, which stays in the history. */
  async keepMine(mask: MaskPatch): Promise<void> {
    const theirs = await this.client.layers.own({ frame: this.place.frame })
    this.revision = theirs?.revision ?? 0
    this.jobs = []
    this.tell({ kind: 'saving' })
    this.paint(mask, null, false)
  }

  /** After a conflict: what was painted here and is not saved is given up. */
  takeTheirs(): void {
    this.jobs = []
    this.keep()
    this.tell({ kind: 'idle' })
  }

  /** Its person has left: what is not saved stays in the window's store, and nothing more is sent. */
  stop(): void {
    this.isStopped = true
  }

  private add(job: UnsentJob): void {
    this.jobs.push(job)
    this.keep()
    if (this.state.kind === 'conflict') this.tell({ kind: 'conflict', steps: this.jobs.length })
    else void this.work()
  }

  private work(): Promise<void> {
    if (this.isEmpty || this.isStopped) return Promise.resolve()
    this.working ??= this.saveAll()
    return this.working
  }

  private async saveAll(): Promise<void> {
    try {
      for (let job = this.jobs[0]; job; job = this.jobs[0]) {
        // Tries while the engine is gone are no news.
        if (this.state.kind !== 'waiting') this.tell({ kind: 'saving' })
        const { revision, savedAt, state } = await this.send(job)
        this.revision = revision
        this.jobs.shift()
        this.keep()
        this.tell({ kind: 'saved', at: savedAt, frame: state })
        if (this.isStopped) return
      }
    } catch (error) {
      this.dropRefused(error)
      this.tell(this.stateAfter(error))
    } finally {
      this.working = undefined
    }
  }

  private send(job: UnsentJob) {
    const { frame } = this.place
    const base = this.revision
    switch (job.kind) {
      case 'paint': {
        const { kind: _, ...stroke } = job
        return this.client.layers.paint({ frame, base, ...stroke })
      }
      case 'accept':
        return this.client.layers.accept({ frame, base, layer: job.layer })
      case 'confirm':
        return this.client.layers.confirm({ frame, base })
      case 'declare':
        return this.client.layers.declare({ frame, base, as: job.as })
    }
  }

  /** What was refused for good would be refused again: it must not keep what comes after it. */
  private dropRefused(error: unknown): void {
    if (!REFUSED.has(failureFrom(error).code)) return
    this.jobs.shift()
    this.keep()
  }

  private stateAfter(error: unknown): SaveState {
    const { code, message } = failureFrom(error)
    const steps = this.jobs.length
    if (WAITING.has(code)) return { kind: 'waiting', steps }
    return code === 'STALE_REVISION' ? { kind: 'conflict', steps } : { kind: 'failed', why: message }
  }

  private keep(): void {
    if (this.isEmpty) forgetUnsent(this.place)
    else keepUnsent({ ...this.place, base: this.revision, jobs: this.jobs })
  }

  private tell(state: SaveState): void {
    this.state = state
    for (const listener of this.listeners) listener(state)
  }
}
