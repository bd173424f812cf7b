import type { Command as Program } from 'commander'
import type { Actor } from '../../shared/domain/actor.ts'
import type { Engine } from '../engine/Engine.ts'

/** What a command gets besides its own options. */
export interface Terminal {
  readonly engine: Engine
  /** Who types it. */
  readonly actor: Actor
  /** Folder of the window's files. */
  readonly pages: string
  /** One line for people, on standard error. */
  say(line: string): void
  /** Rewrites one line while something takes time; silent where nobody watches. */
  progress(line: string): void
  /** The command's result: one JSON document with `--json`, else `text`. */
  result(value: unknown, text: string): void
}

/** One `loco` command. */
export interface Command {
  register(program: Program, terminal: (json: boolean) => Terminal): void
}
