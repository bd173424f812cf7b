import type { IncomingMessage } from 'node:http'
import { createServer } from 'node:https'
import { isIP, Socket } from 'node:net'
import type { Duplex } from 'node:stream'
import { WINDOW_PROTOCOL } from '../../shared/contract/windowKey.ts'
import type { Caller } from '../api/answering/Connection.ts'
import type { Engine } from '../engine/Engine.ts'
import { loggedError, writeLog } from '../files/writeLog.ts'
import { AddressLimit } from './AddressLimit.ts'
import { answerPage, askedFor, type PageSite, refuse } from './answerPage.ts'
import { type Certificate, shortest } from './certificates/Certificate.ts'
import { closed, LIMITS, listening, refuseUpgrade } from './listening.ts'
import { isOwnRequest } from './ownRequest.ts'
import { WindowSockets } from './WindowSockets.ts'

/** A person has a few windows; some departments come through one address. */
const MOST_PER_ADDRESS = 100
/** To agree on TLS, ms. */
const HANDSHAKE = 5000
/** What somebody who has not signed in may send over a connection, bytes: names and passwords are short. */
const MOST_FROM_STRANGERS = 256 * 1024
/** How long browsers that trust the certificate come back by TLS alone, seconds. */
const HSTS = 365 * 24 * 3600

/** What a department is served with. */
export interface DepartmentSite {
  readonly pages: string
  readonly host: string
  readonly port: number
  readonly certificate: Certificate
  /** Names and addresses that it is reached by. */
  readonly names: readonly string[]
  /** Real paths of the folders that can be reached over the network. */
  readonly roots: readonly string[]
  /** Who is at the other end of a connection that comes from an address. */
  callerFrom(address: string): Caller
}

export interface ServedDepartment {
  /** Where people reach it, the address to try first at the front. */
  readonly addresses: readonly string[]
  readonly port: number
  close(): Promise<void>
}

/** Serves one study to a department: over TLS alone, and nothing but the app's files to whoever has not signed in. */
export async function serveDepartment(engine: Engine, department: DepartmentSite): Promise<ServedDepartment> {
  const { certificate, names, pages, roots, callerFrom } = department
  const { logFile } = engine.runtime
  const { cert, key, fingerprint } = certificate
  const https = createServer({ ...LIMITS, cert, key, minVersion: 'TLSv1.2', handshakeTimeout: HANDSHAKE })
  const port = await listening(https, department.host, department.port, logFile)
  const limit = new AddressLimit(MOST_PER_ADDRESS)
  // The connection itself, before anything of TLS has come over it.
  https.on('connection', (socket) => socket instanceof Socket && limit.take(socket))
  // Whatever speaks no TLS: it is ended, and nothing else comes of it.
  https.on('tlsClientError', (_, socket) => socket.destroy())
  const origins = [...new Set([...names, ...certificate.names])].map((name) => originOf(name, port))
  const isOwn = (request: IncomingMessage) =>
    isOwnRequest(request, [...origins, originOf(request.socket.localAddress ?? '', port)])
  const site: PageSite = {
    pages,
    socketScheme: 'wss',
    headers: { 'Strict-Transport-Security': `max-age=${HSTS}` },
  }
  https.on('request', (request, response) => {
    if (!isOwn(request)) return refuse(response, 403, 'This request does not name this server.')
    const url = askedFor(request, response)
    if (!url) return
    answerPage(url, request, response, site).catch((error: unknown) => {
      writeLog(logFile, { event: 'uncaught', error: loggedError(error) })
      response.destroy()
    })
  })
  const sockets = new WindowSockets()
  https.on('upgrade', (request, socket, head) => {
    if (!isOwn(request) || !isWindow(request)) return refuseUpgrade(socket)
    const caller = callerFrom(request.socket.remoteAddress ?? '')
    boundStrangers(socket, caller)
    sockets.take(request, socket, head, { engine, caller, reach: { from: 'network', roots, fingerprint } })
  })
  return {
    addresses: names.map((name) => originOf(name, port)),
    port,
    async close() {
      sockets.close()
      await closed(https)
    },
  }
}

/** `https://server:8443`, as browsers write it. */
function originOf(name: string, port: number): string {
  const bare = name.replace(/^::ffff:/, '').replace(/%.*$/, '')
  return new URL(`https://${isIP(bare) === 6 ? `[${shortest(bare)}]` : bare}:${port}`).origin
}

/** Whether a page of ours opens its WebSocket. It shows nothing besides: whoever is let in signs in over it. */
function isWindow({ url, headers }: IncomingMessage): boolean {
  const [name] = (headers['sec-websocket-protocol'] ?? '').split(',')
  return url === '/rpc' && headers.origin !== undefined && name?.trim() === WINDOW_PROTOCOL
}

/** Ends the connection of somebody who sends more than one needs to sign in, and has not. */
function boundStrangers(socket: Duplex, caller: Caller): void {
  let sent = 0
  const count = (part: Buffer) => {
    sent += part.length
    if (sent <= MOST_FROM_STRANGERS) return
    if (caller.actor().rights.length === 0) socket.destroy()
    sent = 0
  }
  socket.on('data', count)
}
