import type { PictureAnswer, PictureQuestion } from './pictureWorker.ts'
import type { Work, Works } from './works.ts'

/** What can be asked of an opened frame's picture; a worker does it, started with the first question. */
export class Picture {
  private readonly file: Blob
  private worker: Worker | undefined
  private asked = 0
  private readonly waiting = new Map<number, (answer: PictureAnswer) => void>()
  private readonly kept = new Map<Work, unknown>()
  private readonly underWay = new Map<Work, Promise<void>>()

  constructor(file: Blob) {
    this.file = file
  }

  /** Fails with an Error where the work cannot be done. */
  ask<W extends Work>(work: W, ask: Works[W]['ask']): Promise<Works[W]['answer']> {
    const id = ++this.asked
    return new Promise((resolve, reject) => {
      this.waiting.set(id, ({ answer, failure }) => {
        if (failure !== undefined) reject(new Error(failure))
        // Answers carry the number of their question, so this is the answer to that work.
        else resolve(answer as Works[W]['answer'])
      })
      this.send({ kind: 'do', id, work, ask })
    })
  }

  /** What a tool works with, if it has been found already. */
  found<W extends Work>(work: W): Works[W]['answer'] | undefined {
    return this.kept.get(work) as Works[W]['answer'] | undefined
  }

  /** Finds something once and keeps it for `found`. */
  find<W extends Work>(work: W, ask: Works[W]['ask']): Promise<void> {
    const before = this.underWay.get(work)
    if (before) return before
    const now: Promise<void> = this.ask(work, ask).then((answer) => {
      // Forgotten meanwhile, it is not what was asked for.
      if (this.underWay.get(work) === now) this.kept.set(work, answer)
    })
    this.underWay.set(work, now)
    return now
  }

  /** Lets something be found anew. */
  forget(work: Work): void {
    this.kept.delete(work)
    this.underWay.delete(work)
  }

  dispose(): void {
    this.worker?.terminate()
    this.waiting.clear()
  }

  private send(question: PictureQuestion): void {
    if (!this.worker) {
      this.worker = new Worker(new URL('./pictureWorker.ts', import.meta.url), { type: 'module' })
      this.worker.addEventListener('message', ({ data }: MessageEvent<PictureAnswer>) => {
        this.waiting.get(data.id)?.(data)
        this.waiting.delete(data.id)
      })
      this.worker.postMessage({ kind: 'open', file: this.file } satisfies PictureQuestion)
    }
    this.worker.postMessage(question)
  }
}
