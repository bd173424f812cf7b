import { Failure } from '../../../shared/contract/failure.ts'
import type { Me } from '../../../shared/contract/people.ts'
import { isNobody } from '../../../shared/domain/actor.ts'
import type { Place, Session, SignedIn } from '../../engine/accounts/AccountService.ts'
import type { Asked, Caller } from './Connection.ts'
import { rightsOf } from './rightsOf.ts'

/** The session of the open study that was signed in to over a connection, live or locked; undefined where there is none. */
export function sessionOf({ engine, caller }: Asked): Session | undefined {
  const { session } = caller
  return session && engine.isOpen && engine.accounts.has(session) ? session : undefined
}

/** Fails NOT_SIGNED_IN. */
export function mustHaveSession(asked: Asked): Session {
  const session = sessionOf(asked)
  if (!session) throw new Failure('notSignedIn')
  return session
}

/** The same of one that is not locked. */
export function mustBeLive(asked: Asked): Session {
  const session = mustHaveSession(asked)
  if (session.isLocked) throw new Failure('notSignedIn')
  return session
}

/** From here on the connection is this person's; whoever was signed in over it before is not any more. */
export async function enter(asked: Asked, { token, session }: SignedIn): Promise<{ token: string }> {
  const before = sessionOf(asked)
  asked.caller.session = session
  if (before) await asked.engine.accounts.signOut(before)
  return { token }
}

/** Where somebody signs in from. */
export const placeOf = ({ from, address }: Caller): Place => ({
  from,
  ...(address === undefined ? {} : { address }),
})

/** Who asks, as their window is told. */
export function whoIs(asked: Asked): Me {
  const { engine, caller, actor } = asked
  const session = sessionOf(asked)
  const accounts = engine.isOpen ? engine.accounts : undefined
  const role = session && accounts?.roleOf(session.name)
  const isKnown = caller.from === 'local' || !isNobody(actor)
  return {
    name: session?.name ?? actor.name,
    rights: [...(session?.isLocked ? rightsOf(role, caller.from) : actor.rights)],
    role: role ?? null,
    accounts: accounts?.isOn ?? false,
    signedIn: session !== undefined,
    locked: session?.isLocked ?? false,
    idleMinutes: accounts?.idleMinutes ?? 0,
    study: isKnown && engine.isOpen ? engine.study.name : null,
  }
}
