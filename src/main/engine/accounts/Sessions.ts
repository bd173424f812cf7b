import { createHash, randomBytes } from 'node:crypto'
import { Session } from './Session.ts'

const TOKEN_BYTES = 32
/** A working day; whoever stays longer signs in again. */
const LASTS = 12 * 3600_000

/**
 * Who is signed in to the open study. Sessions live in the engine's memory and are gone with it: there is nothing to
 * steal from the disk, and no token of one study is good for another. Of tokens only hashes are kept.
 */
export class Sessions {
  private readonly byHash = new Map<string, Session>()

  begin(name: string): { readonly token: string; readonly session: Session } {
    const token = randomBytes(TOKEN_BYTES).toString('base64url')
    const session = new Session(name)
    this.byHash.set(hashOf(token), session)
    setTimeout(() => this.end(session), LASTS).unref()
    return { token, session }
  }

  /** The session of a token; undefined where there is none, or it is over. */
  find(token: string): Session | undefined {
    return this.byHash.get(hashOf(token))
  }

  has(session: Session): boolean {
    return !session.isOver && [...this.byHash.values()].includes(session)
  }

  /** Every session of a person. */
  of(name: string): Session[] {
    return [...this.byHash.values()].filter((session) => session.name === name)
  }

  end(session: Session): void {
    session.end()
    for (const [hash, kept] of this.byHash) if (kept === session) this.byHash.delete(hash)
  }

  endAll(sessions: readonly Session[] = [...this.byHash.values()]): void {
    for (const session of sessions) this.end(session)
  }
}

const hashOf = (token: string) => createHash('sha256').update(token).digest('hex')
