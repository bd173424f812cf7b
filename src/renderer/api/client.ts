import { createORPCClient, ORPCError } from '@orpc/client'
import { RPCLink as PortLink } from '@orpc/client/message-port'
import { RPCLink as SocketLink } from '@orpc/client/websocket'
import type { ContractRouterClient } from '@orpc/contract'
import { type FailureCode, isFailureCode } from '../../shared/contract/failure.ts'
import type { contract } from '../../shared/contract/index.ts'

export type Client = ContractRouterClient<typeof contract>

/** Connects to the engine: a message port in the desktop app, a WebSocket in a browser. `onLost` fires when it is gone. */
export async function connect(onLost: () => void): Promise<Client> {
  if (window.location.protocol === 'app:') {
    const port = await enginePort()
    port.start()
    return createORPCClient(new PortLink({ port }))
  }
  const socket = new WebSocket(`ws://${window.location.host}/rpc`)
  socket.addEventListener('close', onLost)
  return createORPCClient(new SocketLink({ websocket: socket }))
}

function enginePort(): Promise<MessagePort> {
  return new Promise((resolve) => {
    const receive = (event: MessageEvent) => {
      const [port] = event.ports
      if (event.source !== window || event.data !== 'engine-port' || !port) return
      window.removeEventListener('message', receive)
      resolve(port)
    }
    window.addEventListener('message', receive)
    window.postMessage('connect-engine', window.location.origin)
  })
}

/** What went wrong, for people and for decisions. */
export function failureFrom(error: unknown): { code: FailureCode; message: string } {
  if (error instanceof ORPCError && isFailureCode(error.code))
    return { code: error.code, message: error.message }
  return { code: 'INTERNAL', message: error instanceof Error ? error.message : String(error) }
}
