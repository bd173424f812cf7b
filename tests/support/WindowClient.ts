import { createORPCClient } from '@orpc/client'
import { RPCLink } from '@orpc/client/websocket'
import type { ContractRouterClient } from '@orpc/contract'
import { WebSocket } from 'ws'
import type { Engine } from '../../src/main/engine/Engine.ts'
import { serve } from '../../src/main/server/serve.ts'
import type { contract } from '../../src/shared/contract/index.ts'
import { project } from './places.ts'

/** What a window has: the contract's client, over a real server and a real WebSocket. */
export interface WindowClient {
  readonly client: ContractRouterClient<typeof contract>
  /** Every message that came from the engine, as it came. */
  readonly received: string[]
  close(): Promise<void>
}

export async function openWindowClient(engine: Engine): Promise<WindowClient> {
  const served = await serve(engine, project, '127.0.0.1', 0)
  const { origin } = new URL(served.address)
  const entered = await fetch(served.address, { redirect: 'manual' })
  const cookie = entered.headers.get('set-cookie')?.split(';')[0] ?? ''
  const socket = new WebSocket(`${origin.replace('http', 'ws')}/rpc`, { headers: { cookie, origin } })
  const received: string[] = []
  socket.on('message', (data) => received.push(String(data)))
  await new Promise((resolve, reject) => socket.once('open', resolve).once('error', reject))
  // The same at run time; Node's typing of options differs.
  return {
    client: createORPCClient(new RPCLink({ websocket: socket as unknown as globalThis.WebSocket })),
    received,
    async close() {
      socket.close()
      await served.close()
    },
  }
}
