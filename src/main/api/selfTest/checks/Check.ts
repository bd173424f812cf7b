import type { CheckName, Seen } from '../../../../shared/contract/selfTest.ts'
import type { Actor } from '../../../../shared/domain/actor.ts'
import type { Engine } from '../../../engine/Engine.ts'

/** What checks work on: an engine of their own, on a study of their own that is thrown away. */
export interface Ground {
  readonly engine: Engine
  readonly actor: Actor
  /** Where everything of the test lies. */
  readonly folder: string
}

/** One thing that an installation must be able to do. */
export interface Check {
  readonly name: CheckName
  /** What must have passed before: without it this one could only fail for the same reason again. */
  readonly needs?: readonly CheckName[]
  /** Resolves with what was seen, by the gaps of its words (`shared/html/selfTest`). Throws what people are to be told. */
  look(ground: Ground): Promise<Seen>
}

/** Names of the study that is thrown away and of what is made of it, within the ground's folder. */
export const STUDY = 'study'
