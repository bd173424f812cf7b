import type { Actor } from '../../../shared/domain/actor.ts'
import type { Session } from '../../engine/accounts/AccountService.ts'
import type { Engine } from '../../engine/Engine.ts'
import type { Reach } from './Reach.ts'

/** Who is at the other end of a connection. That may change while it stands: people sign in and out, and rights change. */
export interface Caller {
  /** Whether it comes from this machine or from elsewhere. */
  readonly from: 'local' | 'network'
  /** Where it comes from, if from elsewhere. */
  readonly address?: string
  /** What was signed in to over it last; it may be over, locked, or of a study that is not open any more. */
  session: Session | undefined
  /** Whoever asks now; asked anew for each call. */
  actor(): Actor
}

/** What stands behind a connection: the engine that answers, who is at its other end, and what they can reach. */
export interface Connection {
  readonly engine: Engine
  readonly caller: Caller
  readonly reach: Reach
}

/** A connection as one call sees it: who asks does not change in the middle of it. */
export interface Asked extends Connection {
  readonly actor: Actor
  /** Aborted when the connection is over. */
  readonly gone: AbortSignal
}

/** A caller who stays the same, as long as the connection stands. */
export const always = (actor: Actor): Caller => ({ from: 'local', session: undefined, actor: () => actor })
