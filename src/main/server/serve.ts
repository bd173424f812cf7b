import { createServer, type IncomingMessage, type ServerResponse } from 'node:http'
import { keyFragment } from '../../shared/contract/windowKey.ts'
import { here } from '../api/answering/Reach.ts'
import { callerFor } from '../api/callerFor.ts'
import type { Engine } from '../engine/Engine.ts'
import { loggedError, writeLog } from '../files/writeLog.ts'
import { Access } from './access.ts'
import { answerPage, askedFor, type PageSite, refuse } from './answerPage.ts'
import { closed, LIMITS, listening, refuseUpgrade } from './listening.ts'
import { isOwnRequest } from './ownRequest.ts'
import { WindowSockets } from './WindowSockets.ts'

export interface Served {
  /** Address with the one-time token. */
  readonly address: string
  close(): Promise<void>
}

/** Serves the window's files over HTTP and the contract over a WebSocket to this machine, to whoever holds the token. */
export async function serve(engine: Engine, pages: string, host: string, port: number): Promise<Served> {
  const { logFile, sessionsFile } = engine.runtime
  const http = createServer(LIMITS)
  const chosen = await listening(http, host, port, logFile)
  const origins = [host, '127.0.0.1', 'localhost'].map((name) => `http://${name}:${chosen}`)
  const study = engine.isOpen ? engine.study.store.folder : ''
  const access = new Access({ port: chosen, study }, sessionsFile)
  const sockets = new WindowSockets()
  const site: PageSite = { pages, socketScheme: 'ws', headers: {} }
  http.on('request', (request, response) => {
    if (!isOwnRequest(request, origins))
      return refuse(response, 403, 'This request does not come from LoCo Studio.')
    answer(request, response, access, site).catch((error: unknown) => {
      writeLog(logFile, { event: 'uncaught', error: loggedError(error) })
      response.destroy()
    })
  })
  http.on('upgrade', (request, socket, head) => {
    const isOwn = isOwnRequest(request, origins) && request.url === '/rpc'
    if (isOwn && access.windowOf(request)) {
      const caller = callerFor({ engine, from: 'local' })
      sockets.take(request, socket, head, { engine, caller, reach: here })
    } else refuseUpgrade(socket)
  })
  return {
    address: `http://${host}:${chosen}/?token=${access.firstToken}`,
    async close() {
      sockets.close()
      await closed(http)
    },
  }
}

async function answer(
  request: IncomingMessage,
  response: ServerResponse,
  access: Access,
  site: PageSite,
): Promise<void> {
  const url = askedFor(request, response)
  if (!url) return
  const token = url.searchParams.get('token')
  if (token !== null && !access.actorOf(request)) {
    const entry = access.enter(token)
    if (!entry)
      return refuse(
        response,
        401,
        'This address was used already or is wrong. Start LoCo Studio again and open the address it prints.',
      )
    const location = `/${keyFragment(entry.key)}`
    return void response.writeHead(303, { 'Set-Cookie': entry.cookie, Location: location }).end()
  }
  if (token !== null) return void response.writeHead(303, { Location: '/' }).end()
  if (!access.actorOf(request))
    return refuse(response, 401, 'Open the address that LoCo Studio printed when it started.')
  await answerPage(url, request, response, site)
}
