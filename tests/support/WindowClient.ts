import type { Engine } from '../../src/main/engine/Engine.ts'
import { serve } from '../../src/main/server/serve.ts'
import { project } from './places.ts'
import { connectTo, enter, type WindowClient as Open } from './Session.ts'

/** A window's client on a server in this process. */
export interface WindowClient extends Omit<Open, 'socket'> {
  close(): Promise<void>
}

export async function openWindowClient(engine: Engine): Promise<WindowClient> {
  const served = await serve(engine, project, '127.0.0.1', 0)
  const { client, socket, received } = await connectTo(await enter(served.address))
  return {
    client,
    received,
    async close() {
      socket.close()
      await served.close()
    },
  }
}
