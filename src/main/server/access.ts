import { randomBytes, timingSafeEqual } from 'node:crypto'
import type { IncomingMessage } from 'node:http'

const COOKIE = 'loco_session'

/**
 * Who may talk to the server. The printed address carries a token that works once; it is traded for a session
 * cookie that no script can read. Requests must name this server as host, and come from its own pages.
 */
export class Access {
  private token: string | undefined = randomBytes(24).toString('base64url')
  private readonly sessions = new Set<string>()
  private readonly hosts: () => readonly string[]

  constructor(hosts: () => readonly string[]) {
    this.hosts = hosts
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
    this.sessions.add(session)
    return `${COOKIE}=${session}; HttpOnly; SameSite=Strict; Path=/`
  }

  /** Whether a request has a session. */
  isIn(request: IncomingMessage): boolean {
    const cookies = (request.headers.cookie ?? '').split(';').map((c) => c.trim().split('='))
    const session = cookies.find(([name]) => name === COOKIE)?.[1]
    return session !== undefined && this.sessions.has(session)
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

function same(a: string, b: string): boolean {
  const [x, y] = [Buffer.from(a), Buffer.from(b)]
  return x.length === y.length && timingSafeEqual(x, y)
}
