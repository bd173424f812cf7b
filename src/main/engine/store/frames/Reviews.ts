import {
  isReadBlind,
  type ReadingStage,
  type Stage,
  type StageFacts,
  stageOf,
} from '../../../../shared/domain/stage.ts'
import type { Connection } from '../connection.ts'
import {
  assignmentRows,
  labelAuthorRows,
  readingRows,
  signedRows,
  submittedRows,
  verdictRows,
} from './reviewRows.ts'

/** A frame as its row of the columns tells of it. */
export interface Placed {
  readonly frame: number
  readonly examination: number
  /** Whether it has a reader's label, and whether something is painted that is none yet. */
  readonly state: 'label' | 'begun' | 'none'
}

interface Kept {
  readings: Map<string, ReadingStage>
  verdict: StageFacts['verdict']
  /** Submitted masks of it that differ. */
  differs: boolean
}

const NONE: ReadonlyMap<string, ReadingStage> = new Map()
const NOBODY: readonly string[] = []
/** Somebody has begun of whom no reading tells: earlier versions wrote none. */
const BEGUN: ReadonlyMap<string, ReadingStage> = new Map([['', 'inProgress']])

/**
 * Who reads what, how far they are and what reviewers said, in memory: few frames have any of it. The tables stay the
 * truth.
 */
export class Reviews {
  private readonly database: Connection
  private readonly assigned = new Map<number, string[]>()
  private readonly signers: ReadonlyMap<number, string>
  private readonly kept = new Map<number, Kept>()
  private readonly labelAuthor = new Map<number, string>()

  constructor(database: Connection) {
    this.database = database
    for (const [examination, reader] of assignmentRows(database)) {
      const readers = this.assigned.get(examination)
      if (readers) readers.push(reader)
      else this.assigned.set(examination, [reader])
    }
    this.signers = new Map(signedRows(database))
    this.read(undefined)
  }

  /** Reads these frames again. */
  refresh(frames: readonly number[]): void {
    for (const frame of frames) {
      this.kept.delete(frame)
      this.labelAuthor.delete(frame)
    }
    this.read(frames)
  }

  /** Who is to read an examination. */
  readersOf(examination: number): readonly string[] {
    return this.assigned.get(examination) ?? NOBODY
  }

  /** Who signed it; undefined while it is open. */
  signerOf(examination: number): string | undefined {
    return this.signers.get(examination)
  }

  /** What decides on a frame's stage. A label of which no reading tells was submitted by whoever made it. */
  factsOf({ frame, examination, state }: Placed): StageFacts {
    const kept = this.kept.get(frame)
    const known = kept?.readings ?? NONE
    const author = state === 'label' ? this.labelAuthor.get(frame) : undefined
    const untold = author !== undefined && !known.has(author)
    const readings = untold ? new Map(known).set(author, 'submitted') : known
    return {
      assigned: this.readersOf(examination),
      readings: readings.size === 0 && state === 'begun' ? BEGUN : readings,
      verdict: kept?.verdict,
    }
  }

  stageOf(placed: Placed): Stage {
    return stageOf(this.factsOf(placed))
  }

  /** Whether readers' masks of it are kept from one another. */
  isBlind(placed: Placed): boolean {
    return this.readersOf(placed.examination).length > 1 && isReadBlind(this.factsOf(placed))
  }

  /** Whether readers have submitted masks of it that differ. */
  differs(frame: number): boolean {
    return this.kept.get(frame)?.differs ?? false
  }

  private read(frames: readonly number[] | undefined): void {
    const keptOf = (frame: number): Kept => {
      const known = this.kept.get(frame)
      if (known) return known
      const fresh: Kept = { readings: new Map(), verdict: undefined, differs: false }
      this.kept.set(frame, fresh)
      return fresh
    }
    for (const [frame, reader, stage] of readingRows(this.database, frames))
      keptOf(frame).readings.set(reader, stage)
    for (const { frame, ...verdict } of verdictRows(this.database, frames)) keptOf(frame).verdict = verdict
    for (const [frame, author] of labelAuthorRows(this.database, frames)) this.labelAuthor.set(frame, author)
    const first = new Map<number, string>()
    for (const [frame, , sha256] of submittedRows(this.database, frames)) {
      const other = first.get(frame)
      if (other === undefined) first.set(frame, sha256)
      else if (other !== sha256) keptOf(frame).differs = true
    }
  }
}
