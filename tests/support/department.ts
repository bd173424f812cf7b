import { request } from 'node:https'
import { connect } from 'node:tls'
import { createORPCClient } from '@orpc/client'
import { RPCLink } from '@orpc/client/websocket'
import { WebSocket } from 'ws'
import { callerFor } from '../../src/main/api/callerFor.ts'
import type { Engine } from '../../src/main/engine/Engine.ts'
import { ownCertificate } from '../../src/main/server/certificates/ownCertificate.ts'
import { type ServedDepartment, serveDepartment } from '../../src/main/server/serveDepartment.ts'
import { WINDOW_PROTOCOL } from '../../src/shared/contract/windowKey.ts'
import type { Role } from '../../src/shared/domain/roles.ts'
import { me } from './me.ts'
import { project } from './places.ts'
import type { WindowClient } from './Session.ts'

export const PASSWORD = 'a password of ten'

/** A department's server in this process, on loopback, with a certificate of its own. */
export async function servedDepartment(
  engine: Engine,
  roots: readonly string[] = [],
): Promise<ServedDepartment & { readonly origin: string; readonly fingerprint: string }> {
  const names = ['localhost', '127.0.0.1']
  const certificate = await ownCertificate(engine.runtime.certificateFile, names)
  const callerFrom = (address: string) => callerFor({ engine, from: 'network', address })
  const served = await serveDepartment(engine, {
    ...{ pages: project, host: '127.0.0.1', port: 0 },
    ...{ certificate, names, roots, callerFrom },
  })
  return { ...served, origin: `https://127.0.0.1:${served.port}`, fingerprint: certificate.fingerprint }
}

/** Gives the open study accounts, each with the same password; the first must be an engineer's. */
export async function withAccounts(engine: Engine, people: Readonly<Record<string, Role>>): Promise<void> {
  const here = { from: 'local' } as const
  for (const [n, [name, role]] of Object.entries(people).entries()) {
    if (n === 0) await engine.accounts.begin(me, name, PASSWORD, here)
    else
      await engine.accounts.choosePassword(name, await engine.accounts.create(me, name, role), PASSWORD, here)
  }
}

/** A WebSocket as a page of a department's server opens it, whatever its certificate; fails where it is not let in. */
export async function dialDepartment(
  origin: string,
  headers: Readonly<Record<string, string>> = { origin },
): Promise<WebSocket> {
  const socket = new WebSocket(`${origin.replace('https', 'wss')}/rpc`, [WINDOW_PROTOCOL], {
    headers,
    rejectUnauthorized: false,
  })
  await new Promise((resolve, reject) => socket.once('open', resolve).once('error', reject))
  return socket
}

/** The contract's client over such a WebSocket, of nobody so far. */
export async function connectToDepartment(origin: string): Promise<WindowClient> {
  const socket = await dialDepartment(origin)
  const received: string[] = []
  socket.on('message', (data) => received.push(String(data)))
  // The same at run time; Node's typing of options differs.
  const link = new RPCLink({ websocket: socket as unknown as globalThis.WebSocket })
  return { client: createORPCClient(link), socket, received }
}

/** The same of somebody who has signed in; `token` goes on with their session elsewhere. */
export async function signedIn(
  origin: string,
  name: string,
): Promise<WindowClient & { readonly token: string }> {
  const window = await connectToDepartment(origin)
  const { token } = await window.client.people.signIn({ name, password: PASSWORD })
  return { ...window, token }
}

/** What a page's request is answered with. */
export const pageOf = (
  origin: string,
  way = '/package.json',
  headers: Readonly<Record<string, string>> = {},
): Promise<{ status: number; headers: NodeJS.Dict<string | string[]> }> =>
  new Promise((resolve, reject) => {
    const asked = request(`${origin}${way}`, { headers, rejectUnauthorized: false }, (response) => {
      response.resume()
      response.on('end', () => resolve({ status: response.statusCode ?? 0, headers: response.headers }))
    })
    asked.on('error', reject).end()
  })

/** The version of TLS that is agreed on with whoever speaks one alone; null where there is none. */
export const agreedVersion = (
  port: number,
  version: 'TLSv1.1' | 'TLSv1.2' | 'TLSv1.3',
): Promise<string | null> =>
  new Promise((resolve) => {
    const options = { minVersion: version, maxVersion: version, ciphers: 'DEFAULT@SECLEVEL=0' } as const
    const socket = connect({ host: '127.0.0.1', port, rejectUnauthorized: false, ...options }, () => {
      resolve(socket.getProtocol())
      socket.destroy()
    })
    socket.on('error', () => resolve(null))
  })
