import { createHash, randomBytes, timingSafeEqual } from 'node:crypto'
import { chmodSync, mkdirSync, readFileSync, writeFileSync } from 'node:fs'
import type { IncomingMessage } from 'node:http'
import { dirname } from 'node:path'
import type { Actor } from '../../shared/domain/actor.ts'
import { localActor } from '../api/localActor.ts'

const COOKIE = 'loco_session'
/** Sessions outlive the server by a working day, so that a page goes on when the server is started again. */
const LASTS = 12 * 3600_000

interface KeptSession {
  readonly hash: string
  readonly until: number
}

/**
 * Who may talk to the server. The printed address carries a token that works once; it is traded for a session
 * cookie that no script can read; of sessions only hashes are kept. Requests must name this server as host, and come
 * from its own pages.
 */
export class Access {
  private token: string | undefined = randomBytes(24).toString('base64url')
  private readonly sessions: KeptSession[]
  private readonly hosts: () => readonly string[]
  private readonly file: string

  /** `file`: where hashes of sessions are kept, for the account that runs the server alone. */
  constructor(hosts: () => readonly string[], file: string) {
    this.hosts = hosts
    this.file = file
    this.sessions = keptSessions(file)
  }

  /** For the address that is printed at the start. */
  get firstToken(): string {
    return this.token ?? ''
  }

  /** Trades a token for a session: the cookie to set, or undefined where the token is wrong or used up. */
  enter(token: string): string | undefined {
    if (this.token === undefined || !same(token, this.token)) return undefined
    this.token = undefined
    const session = randomBytes(24).toString('base64url')
    this.sessions.push({ hash: hashOf(session), until: Date.now() + LASTS })
    this.keep()
    return `${COOKIE}=${session}; HttpOnly; SameSite=Strict; Path=/`
  }

  /** Who a request comes from; undefined where it has no session. */
  actorOf(request: IncomingMessage): Actor | undefined {
    const cookies = (request.headers.cookie ?? '').split(';').map((c) => c.trim().split('='))
    const session = cookies.find(([name]) => name === COOKIE)?.[1]
    if (session === undefined) return undefined
    const hash = hashOf(session)
    const isIn = this.sessions.some((kept) => kept.until > Date.now() && same(kept.hash, hash))
    return isIn ? localActor() : undefined
  }

  private keep(): void {
    try {
      mkdirSync(dirname(this.file), { recursive: true })
      writeFileSync(this.file, JSON.stringify(this.sessions), { mode: 0o600 })
      chmodSync(this.file, 0o600)
    } catch {
      // Without it a server that is started again wants its new address to be opened.
    }
  }

  /** Whether a request names this server, and does not come from another site's page. */
  isOwn({ headers }: IncomingMessage): boolean {
    const { host = '', origin } = headers
    if (!this.hosts().includes(host)) return false
    if (origin !== undefined && !this.hosts().some((own) => origin === `http://${own}`)) return false
    const site = headers['sec-fetch-site']
    return site === undefined || site === 'same-origin' || site === 'none'
  }
}

const hashOf = (session: string) => createHash('sha256').update(session).digest('hex')

function keptSessions(file: string): KeptSession[] {
  try {
    const kept = JSON.parse(readFileSync(file, 'utf8')) as KeptSession[]
    return kept.filter(({ hash, until }) => typeof hash === 'string' && until > Date.now())
  } catch {
    return []
  }
}

function same(a: string, b: string): boolean {
  const [x, y] = [Buffer.from(a), Buffer.from(b)]
  return x.length === y.length && timingSafeEqual(x, y)
}
