import { createORPCClient, ORPCError } from '@orpc/client'
import { RPCLink } from '@orpc/client/message-port'
import type { ContractRouterClient } from '@orpc/contract'
import { afterEach } from 'vitest'
import { always, type Connection } from '../../src/main/api/answering/Connection.ts'
import { here, type Reach } from '../../src/main/api/answering/Reach.ts'
import { servePort } from '../../src/main/api/servePort.ts'
import type { Engine } from '../../src/main/engine/Engine.ts'
import type { contract } from '../../src/shared/contract/index.ts'
import type { Actor } from '../../src/shared/domain/actor.ts'

const open: MessageChannel[] = []
afterEach(() => {
  for (const { port1, port2 } of open.splice(0)) {
    port1.close()
    port2.close()
  }
})

/** A connection of somebody who stays the same, or of whoever its caller is at the time. */
type Connecting =
  | (Omit<Connection, 'reach'> & { readonly reach?: Reach })
  | { readonly engine: Engine; readonly actor: Actor }

/** The contract's client over a message port of its own, as a window's; closed after the test. */
export function connected(connecting: Connecting): ContractRouterClient<typeof contract> {
  const { engine } = connecting
  const connection =
    'actor' in connecting
      ? { engine, caller: always(connecting.actor), reach: here }
      : { reach: here, ...connecting }
  const channel = new MessageChannel()
  open.push(channel)
  servePort(connection, channel.port1)
  channel.port1.start()
  channel.port2.start()
  return createORPCClient(new RPCLink({ port: channel.port2 }))
}

/** The code that a call failed for; null where it came through. */
export async function codeOf(call: Promise<unknown>): Promise<string | null> {
  try {
    await call
    return null
  } catch (error) {
    if (error instanceof ORPCError) return error.code
    throw error
  }
}
