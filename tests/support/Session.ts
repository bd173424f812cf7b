import { createORPCClient } from '@orpc/client'
import { RPCLink } from '@orpc/client/websocket'
import type { ContractRouterClient } from '@orpc/contract'
import { WebSocket } from 'ws'
import type { contract } from '../../src/shared/contract/index.ts'
import { keyIn, protocolsWith } from '../../src/shared/contract/windowKey.ts'

/** What a browser holds that was let into a server. */
export interface Session {
  readonly origin: string
  readonly cookie: string
  /** What its page keeps. */
  readonly key: string
}

/** Opens the address that a server printed, once. */
export async function enter(address: string): Promise<Session> {
  const { origin } = new URL(address)
  const entered = await fetch(address, { redirect: 'manual' })
  const cookie = entered.headers.get('set-cookie')?.split(';')[0] ?? ''
  const { hash } = new URL(entered.headers.get('location') ?? '/', origin)
  return { origin, cookie, key: keyIn(hash) ?? '' }
}

/** What a window has: the contract's client, over a real WebSocket to a real server. */
export interface WindowClient {
  readonly client: ContractRouterClient<typeof contract>
  readonly socket: WebSocket
  /** Every message that came from the engine, as it came. */
  readonly received: string[]
}

/** A WebSocket as a window opens it; fails where it is not let in. */
export async function dial({ origin, cookie, key }: Session): Promise<WebSocket> {
  const socket = new WebSocket(`${origin.replace('http', 'ws')}/rpc`, protocolsWith(key), {
    headers: { cookie, origin },
  })
  await new Promise((resolve, reject) => socket.once('open', resolve).once('error', reject))
  return socket
}

export async function connectTo(session: Session): Promise<WindowClient> {
  const socket = await dial(session)
  const received: string[] = []
  socket.on('message', (data) => received.push(String(data)))
  // The same at run time; Node's typing of options differs.
  const link = new RPCLink({ websocket: socket as unknown as globalThis.WebSocket })
  return { client: createORPCClient(link), socket, received }
}
