import { createServer, type IncomingMessage, type ServerResponse } from 'node:http'
import type { AddressInfo } from 'node:net'
import type { Duplex } from 'node:stream'
import { Failure } from '../../shared/contract/failure.ts'
import { keyFragment } from '../../shared/contract/windowKey.ts'
import { callerFor } from '../api/callerFor.ts'
import type { Engine } from '../engine/Engine.ts'
import { loggedError, writeLog } from '../files/writeLog.ts'
import { Access } from './access.ts'
import { connectionAllowlist, contentSecurityPolicy, pageFile } from './page.ts'
import { WindowSockets } from './WindowSockets.ts'

const HIGHEST_PORT = 65_535
/**
 * What anybody on the machine may take of the server: connections at a time, and ms to come to the end of a question.
 * Twenty people with some windows each stay far below; a process has files to open besides.
 */
const MOST_CONNECTIONS = 500
const LIMITS = { headersTimeout: 5000, requestTimeout: 10_000, connectionsCheckingInterval: 1000 }

export interface Served {
  /** Address with the one-time token. */
  readonly address: string
  close(): Promise<void>
}

/** Serves the window's files over HTTP and the contract over a WebSocket, to whoever holds the token. */
export async function serve(engine: Engine, pages: string, host: string, port: number): Promise<Served> {
  if (port > HIGHEST_PORT) throw new Failure('portTooHigh', { highest: HIGHEST_PORT })
  const { logFile, sessionsFile } = engine.runtime
  const http = createServer(LIMITS)
  http.maxConnections = MOST_CONNECTIONS
  await new Promise<void>((resolve, reject) => {
    http.once('error', (error) => reject(new Failure('portTaken', { host, port }, error)))
    http.listen(port, host, resolve)
  })
  // As where the system has no files left for connections: that is told, and the others go on.
  http.on('error', (error) => writeLog(logFile, { event: 'connection', error: loggedError(error) }))
  const chosen = (http.address() as AddressInfo).port
  const hosts = [...new Set([host, '127.0.0.1', 'localhost'])].map((name) => `${name}:${chosen}`)
  const study = engine.isOpen ? engine.study.store.folder : ''
  const access = new Access({ hosts, port: chosen, study }, sessionsFile)
  const sockets = new WindowSockets()
  http.on('request', (request, response) => {
    answer(request, response, access, pages).catch((error: unknown) => {
      writeLog(logFile, { event: 'uncaught', error: loggedError(error) })
      response.destroy()
    })
  })
  http.on('upgrade', (request, socket, head) => {
    const actor = access.isOwn(request) && request.url === '/rpc' ? access.windowOf(request) : undefined
    if (actor) sockets.take(request, socket, head, { engine, caller: callerFor({ engine, from: 'local' }) })
    else refuseUpgrade(socket)
  })
  return {
    address: `http://${host}:${chosen}/?token=${access.firstToken}`,
    async close() {
      sockets.close()
      http.closeAllConnections()
      await new Promise((resolve) => http.close(resolve))
    },
  }
}

/** Node hands the bare socket over: whoever is refused may have gone meanwhile, or may never go. */
function refuseUpgrade(socket: Duplex): void {
  socket.on('error', () => socket.destroy())
  socket.once('finish', () => socket.destroy())
  socket.end('HTTP/1.1 403 Forbidden\r\nConnection: close\r\n\r\n')
}

async function answer(
  request: IncomingMessage,
  response: ServerResponse,
  access: Access,
  pages: string,
): Promise<void> {
  const refuse = (status: number, why: string) =>
    void response.writeHead(status, { 'Content-Type': 'text/plain' }).end(why)
  if (!access.isOwn(request)) return refuse(403, 'This request does not come from LoCo Studio.')
  if (request.method !== 'GET' && request.method !== 'HEAD') return refuse(405, 'Only GET is answered here.')
  const url = URL.parse(`http://own${request.url}`)
  if (!url || !request.url?.startsWith('/')) return refuse(400, 'This address cannot be read.')
  const token = url.searchParams.get('token')
  if (token !== null && !access.actorOf(request)) {
    const entry = access.enter(token)
    if (!entry)
      return refuse(
        401,
        'This address was used already or is wrong. Start LoCo Studio again and open the address it prints.',
      )
    const location = `/${keyFragment(entry.key)}`
    return void response.writeHead(303, { 'Set-Cookie': entry.cookie, Location: location }).end()
  }
  if (token !== null) return void response.writeHead(303, { Location: '/' }).end()
  if (!access.actorOf(request))
    return refuse(401, 'Open the address that LoCo Studio printed when it started.')
  const file = await pageFile(pages, url.href)
  if (!file) return refuse(404, 'There is no such page.')
  const headers = {
    ...PAGE_HEADERS,
    'Content-Type': file.type,
    'Connection-Allowlist': connectionAllowlist(request.headers.host ?? ''),
  }
  response.writeHead(200, headers).end(file.data)
}

const PAGE_HEADERS = {
  'Content-Security-Policy': contentSecurityPolicy,
  'X-Content-Type-Options': 'nosniff',
  'Referrer-Policy': 'no-referrer',
  'Cross-Origin-Opener-Policy': 'same-origin',
  'Cache-Control': 'no-store',
}
