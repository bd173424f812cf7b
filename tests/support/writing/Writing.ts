import type { Engine } from '../../../src/main/engine/Engine.ts'
import type { Reason } from '../../../src/shared/reasons/index.ts'

/** Where an operation says how far it has come. */
export interface Stage {
  /** All is open: what is written from here on is disturbed. */
  begin(): void
  /** This was promised to be kept. */
  acknowledge(what: string): void
  /** How often an operation that is short by itself is repeated. */
  readonly repeats: number
}

/** An operation that writes, as the beds of kills, failing calls and power cuts disturb it. */
export interface Writing {
  readonly name: string
  /** Makes what it starts from, once, in an empty folder with an engine of its own. A study lies in `study`. */
  prepare(engine: Engine, home: string): Promise<void>
  /**
   * Does it. It may be called on what an earlier call that was disturbed left behind, by the same engine or another.
   */
  write(engine: Engine, home: string, stage: Stage): Promise<void>
  /** What is wrong afterwards, in words; `isDone` says that the operation came to its end at last. */
  check(
    engine: Engine,
    home: string,
    after: { acknowledged: readonly string[]; isDone: boolean },
  ): Promise<string[]>
  /** What a person is told where it fails; as the engine tells it, if not said otherwise. */
  reasonFor?(error: unknown): Reason
  /** Whether a process that has done it can be forked: threads of image libraries do not survive that. */
  readonly staysCold?: boolean
  /** What lies in `study` before: one that opens, if not said otherwise; one of an older app; or nothing. */
  readonly startsFrom?: 'older study' | 'nothing'
}
