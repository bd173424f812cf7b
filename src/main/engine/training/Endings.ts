import type { RunRow } from '../store/schema.ts'
import type { OpenStudy } from '../study/OpenStudy.ts'
import { type Ending, endRun } from './runStore.ts'

/** How often the catalogue is tried again, ms. */
const AGAIN_MS = 5000

/**
 * How rounds have ended that the catalogue could not take, its disk being full: they hold all the same, and are written once
 * it can. Else such a round would be told as running.
 */
export class Endings {
  private readonly study: OpenStudy
  private readonly unwritten = new Map<string, { readonly by: string; readonly ending: Ending }>()
  private timer: NodeJS.Timeout | undefined

  constructor(study: OpenStudy) {
    this.study = study
  }

  /** `by`: who has ended it, a person or the app. */
  async write(id: string, by: string, ending: Ending): Promise<void> {
    this.unwritten.set(id, { by, ending })
    await this.settle()
  }

  /** A round as it is, whatever the catalogue says. */
  over(row: RunRow): RunRow {
    return { ...row, ...this.unwritten.get(row.id)?.ending }
  }

  /** Of a round that runs again. */
  forget(id: string): void {
    this.unwritten.delete(id)
  }

  /** A last try. */
  async close(): Promise<void> {
    await this.settle()
    clearTimeout(this.timer)
  }

  /** Writes what can be written. */
  async settle(): Promise<void> {
    clearTimeout(this.timer)
    for (const [id, kept] of [...this.unwritten]) {
      try {
        await endRun(this.study, id, kept.by, kept.ending)
        if (this.unwritten.get(id) === kept) this.unwritten.delete(id)
      } catch {
        this.timer = setTimeout(() => void this.settle(), AGAIN_MS)
        this.timer.unref()
        return
      }
    }
  }
}
