import { lastLookedAt } from '../../study/lookedAt.ts'
import type { OpenStudy } from '../../study/OpenStudy.ts'
import { isHidden } from './alikeIn.ts'
import type { FrameLooks } from './FrameLooks.ts'
import { type Original, rowsOf } from './rowsOf.ts'

/** Nobody has to wait for it: it stops so long after the last stroke and goes on until so long after the last look, ms. */
const AFTER_PAINT = 20_000
const AFTER_LOOK = 5 * 60_000
/** Frames between two openings of a study, three seconds each on one core. */
const MOST = 1000
/** Of a study with more frames embeddings of two megabytes are not kept: they would push out those that are at hand. */
const ALL_ARE_KEPT = 800

/** Says which frame is read when nothing else is asked: all of a study in the library's order, while somebody is at it. */
export class Ahead {
  private readonly study: OpenStudy
  private readonly looks: FrameLooks
  private readonly mayRead: () => boolean
  private readonly tried = new Set<string>()
  private paintedAt = -Infinity

  /** `mayRead`: whether the machine has nothing else to do. */
  constructor(study: OpenStudy, looks: FrameLooks, mayRead: () => boolean) {
    this.study = study
    this.looks = looks
    this.mayRead = mayRead
  }

  /** Whether what is read ahead keeps its embedding too. */
  get keepsAll(): boolean {
    return this.study.index.all.id.length <= ALL_ARE_KEPT
  }

  /** Somebody paints. */
  giveWay(): void {
    this.paintedAt = performance.now()
  }

  /** The next frame to read; undefined where none is left, or it is not the time. Each is told once. */
  next(): Original | undefined {
    if (this.tried.size >= MOST || !this.isTime()) return undefined
    const { study, looks, tried } = this
    const { originals } = rowsOf(study, looks)
    const columns = study.index.all
    const row = originals.findIndex(
      ({ sha256 }, at) => !looks.has(sha256) && !tried.has(sha256) && !isHidden(columns, at),
    )
    const found = originals[row]
    if (found) tried.add(found.sha256)
    return found
  }

  /** Whether somebody is at the study, and neither paints nor waits for a round. */
  isTime(): boolean {
    const now = performance.now()
    const isLooked = now - lastLookedAt(this.study) < AFTER_LOOK
    return isLooked && now - this.paintedAt > AFTER_PAINT && this.mayRead()
  }
}
