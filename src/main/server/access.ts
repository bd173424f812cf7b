import { createHash, randomBytes, timingSafeEqual } from 'node:crypto'
import { mkdirSync, readFileSync, renameSync, writeFileSync } from 'node:fs'
import type { IncomingMessage } from 'node:http'
import { dirname } from 'node:path'
import { WINDOW_PROTOCOL } from '../../shared/contract/windowKey.ts'
import type { Actor } from '../../shared/domain/actor.ts'
import { localActor } from '../api/localActor.ts'

/** Sessions outlive the server by a working day, so that a page goes on when the server is started again. */
const LASTS = 12 * 3600_000

/** What a server is to whoever comes: its port, and for which study it was started. */
export interface Site {
  readonly port: number
  /** Folder of the study; empty for one that serves whichever is opened. */
  readonly study: string
}

/** Hashes of what a browser was given; they are made with the site, and are good for no other. */
interface KeptSession {
  readonly hash: string
  readonly key: string
  readonly until: number
}

/** What a browser is given for the token. */
export interface Entry {
  readonly cookie: string
  readonly key: string
}

/**
 * Who may talk to the server. The printed address carries a token that works once; it is traded for a session: a cookie
 * that no script can read, and a key for the page (see `windowKey.ts`). Of both only hashes are kept. Requests must name
 * this server as host, and come from its own pages (see `ownRequest.ts`).
 */
export class Access {
  private token: string | undefined = randomSecret()
  private readonly site: Site
  private readonly file: string
  private readonly sessions: KeptSession[]

  /** `file`: where hashes of sessions are kept, for the account that runs the server alone. */
  constructor(site: Site, file: string) {
    this.site = site
    this.file = file
    this.sessions = keptSessions(file)
  }

  /** For the address that is printed at the start. */
  get firstToken(): string {
    return this.token ?? ''
  }

  /** Trades a token for a session; undefined where the token is wrong or used up. */
  enter(token: string): Entry | undefined {
    if (this.token === undefined || !same(token, this.token)) return undefined
    this.token = undefined
    const [session, key] = [randomSecret(), randomSecret()]
    const made = { hash: this.hashOf(session), key: this.hashOf(key), until: Date.now() + LASTS }
    this.sessions.push(made)
    this.keep(made)
    return { cookie: `${this.cookieName}=${session}; HttpOnly; SameSite=Strict; Path=/`, key }
  }

  /** Who asks for a page; undefined for a browser that was not let in. */
  actorOf(request: IncomingMessage): Actor | undefined {
    return this.sessionOf(request) && localActor()
  }

  /** Who opens a WebSocket; undefined where it does not come from a page of a browser that was let in. */
  windowOf(request: IncomingMessage): Actor | undefined {
    const { origin, 'sec-websocket-protocol': protocols = '' } = request.headers
    const [name, key = ''] = protocols.split(',').map((p) => p.trim())
    const session = this.sessionOf(request)
    const isOwn = session && origin !== undefined && name === WINDOW_PROTOCOL
    return isOwn && same(session.key, this.hashOf(key)) ? localActor() : undefined
  }

  private sessionOf(request: IncomingMessage): KeptSession | undefined {
    const cookies = (request.headers.cookie ?? '').split(';').map((c) => c.trim().split('='))
    const session = cookies.find(([name]) => name === this.cookieName)?.[1]
    if (session === undefined) return undefined
    const hash = this.hashOf(session)
    return this.sessions.find((kept) => kept.until > Date.now() && same(kept.hash, hash))
  }

  /** Cookies know no ports: two servers of one machine would take each other's away. */
  private get cookieName(): string {
    return `loco_session_${this.site.port}`
  }

  private hashOf(secret: string): string {
    const { port, study } = this.site
    return createHash('sha256')
      .update(JSON.stringify([port, study, secret]))
      .digest('hex')
  }

  /** Beside what other servers have kept meanwhile. */
  private keep(made: KeptSession): void {
    try {
      mkdirSync(dirname(this.file), { recursive: true })
      const writing = `${this.file}.${process.pid}.writing`
      writeFileSync(writing, JSON.stringify([...keptSessions(this.file), made]), { mode: 0o600 })
      renameSync(writing, this.file)
    } catch {
      // Without it a server that is started again wants its new address to be opened.
    }
  }
}

const randomSecret = () => randomBytes(24).toString('base64url')

function keptSessions(file: string): KeptSession[] {
  try {
    const kept = JSON.parse(readFileSync(file, 'utf8')) as KeptSession[]
    return kept.filter(
      ({ hash, key, until }) => typeof hash === 'string' && typeof key === 'string' && until > Date.now(),
    )
  } catch {
    return []
  }
}

function same(a: string, b: string): boolean {
  const [x, y] = [Buffer.from(a), Buffer.from(b)]
  return x.length === y.length && timingSafeEqual(x, y)
}
