import { readFile } from 'node:fs/promises'
import { createServer, type IncomingMessage, type ServerResponse } from 'node:http'
import type { AddressInfo } from 'node:net'
import { extname, join, normalize, sep } from 'node:path'
import { RPCHandler } from '@orpc/server/ws'
import { WebSocketServer } from 'ws'
import { Failure } from '../../shared/contract/failure.ts'
import { router } from '../api/router.ts'
import type { Engine } from '../engine/Engine.ts'
import { Access } from './access.ts'
import { contentSecurityPolicy, mimeTypes } from './page.ts'

/** No message of the app comes near this; a larger one is cut off. */
const LARGEST_MESSAGE = 64e6
const HIGHEST_PORT = 65_535

export interface Served {
  /** Address with the one-time token. */
  readonly address: string
  close(): Promise<void>
}

/** Serves the window's files over HTTP and the contract over a WebSocket, to whoever holds the token. */
export async function serve(engine: Engine, pages: string, host: string, port: number): Promise<Served> {
  if (port > HIGHEST_PORT) throw new Failure('portTooHigh', { highest: HIGHEST_PORT })
  let own: readonly string[] = []
  const access = new Access(() => own, engine.runtime.sessionsFile)
  const http = createServer((request, response) => void answer(request, response, access, pages))
  const sockets = new WebSocketServer({ noServer: true, maxPayload: LARGEST_MESSAGE })
  const rpc = new RPCHandler(router)
  http.on('upgrade', (request, socket, head) => {
    const allowed = access.isOwn(request) && request.headers.origin !== undefined && request.url === '/rpc'
    const actor = access.actorOf(request)
    if (!allowed || !actor) {
      socket.end('HTTP/1.1 403 Forbidden\r\nConnection: close\r\n\r\n')
      return
    }
    sockets.handleUpgrade(request, socket, head, (ws) => void rpc.upgrade(ws, { context: { engine, actor } }))
  })
  await new Promise<void>((resolve, reject) => {
    http.once('error', (error) => reject(new Failure('portTaken', { host, port }, error)))
    http.listen(port, host, resolve)
  })
  const chosen = (http.address() as AddressInfo).port
  own = [...new Set([host, '127.0.0.1', 'localhost'])].map((name) => `${name}:${chosen}`)
  return {
    address: `http://${host}:${chosen}/?token=${access.firstToken}`,
    async close() {
      for (const ws of sockets.clients) ws.terminate()
      await new Promise((resolve) => http.close(resolve))
    },
  }
}

async function answer(
  request: IncomingMessage,
  response: ServerResponse,
  access: Access,
  pages: string,
): Promise<void> {
  const refuse = (status: number, why: string) =>
    response.writeHead(status, { 'Content-Type': 'text/plain' }).end(why)
  if (!access.isOwn(request)) return void refuse(403, 'This request does not come from LoCo Studio.')
  if (request.method !== 'GET' && request.method !== 'HEAD')
    return void refuse(405, 'Only GET is answered here.')
  const url = new URL(request.url ?? '/', 'http://own')
  const token = url.searchParams.get('token')
  if (token !== null && !access.actorOf(request)) {
    const cookie = access.enter(token)
    if (!cookie)
      return void refuse(
        401,
        'This address was used already or is wrong. Start LoCo Studio again and open the address it prints.',
      )
    return void response.writeHead(303, { 'Set-Cookie': cookie, Location: '/' }).end()
  }
  if (token !== null) return void response.writeHead(303, { Location: '/' }).end()
  if (!access.actorOf(request))
    return void refuse(401, 'Open the address that LoCo Studio printed when it started.')
  await sendFile(url.pathname, response, pages, refuse)
}

async function sendFile(
  pathname: string,
  response: ServerResponse,
  pages: string,
  refuse: (status: number, why: string) => void,
) {
  const path = normalize(join(pages, pathname === '/' ? 'index.html' : decodeURIComponent(pathname)))
  const type = mimeTypes[extname(path)]
  const data = path.startsWith(pages + sep) && type ? await readFile(path).catch(() => undefined) : undefined
  if (!data || !type) return refuse(404, 'There is no such page.')
  const headers = {
    'Content-Type': type,
    'Content-Security-Policy': contentSecurityPolicy,
    'X-Content-Type-Options': 'nosniff',
    'Referrer-Policy': 'no-referrer',
    'Cross-Origin-Opener-Policy': 'same-origin',
    'Cache-Control': 'no-store',
  }
  response.writeHead(200, headers).end(data)
}
