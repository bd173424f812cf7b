import { type Actor, nobody } from '../../shared/domain/actor.ts'
import type { Engine } from '../engine/Engine.ts'
import type { Caller } from './answering/Connection.ts'
import { rightsOf } from './answering/rightsOf.ts'
import { localActor } from './localActor.ts'

/** Where a connection comes from; an address where that is elsewhere. */
interface Origin {
  readonly engine: Engine
  readonly from: Caller['from']
  readonly address?: string
}

/**
 * Who is at the other end of a connection: where the open study has accounts, whoever signed in over it, as long as that
 * holds. Without accounts, and without a study, it is whoever sits at the machine, and over the network nobody.
 */
export function callerFor({ engine, from, address }: Origin): Caller {
  return {
    from,
    ...(address === undefined ? {} : { address }),
    session: undefined,
    actor(): Actor {
      if (!engine.isOpen || !engine.accounts.isOn) return from === 'local' ? localActor() : nobody()
      const { accounts } = engine
      const { session } = this
      const role = session && accounts.isLive(session) ? accounts.roleOf(session.name) : undefined
      const rights = rightsOf(role, from)
      return session && role ? { name: session.name, rights } : nobody(rights)
    },
  }
}
