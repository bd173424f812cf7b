/**
 * The engine as a child of the shell: under Electron's utilityProcess, where ports are handed over, or under a
 * Node executable, where each window's messages come through one pipe with the window's number on them.
 */
import type { SupportedMessagePort } from '@orpc/client/message-port'
import { startLog } from './api/answering/logFailure.ts'
import { here } from './api/answering/Reach.ts'
import { outlastErrors } from './api/answering/UnderWay.ts'
import { callerFor } from './api/callerFor.ts'
import { type PipedMessage, PipedPort } from './api/PipedPort.ts'
import { removeOldTests } from './api/selfTest/testFolder.ts'
import { servePort } from './api/servePort.ts'
import { Engine } from './engine/Engine.ts'
import { runtimeHere } from './runtime.ts'

const engine = new Engine(runtimeHere(__dirname))
void removeOldTests(engine.runtime)
startLog(engine.runtime)
outlastErrors(engine.runtime)

interface ParentPort {
  on(
    event: 'message',
    listener: (message: { ports: (SupportedMessagePort & { start?(): void })[] }) => void,
  ): void
}
const { parentPort } = process as unknown as { parentPort?: ParentPort }

if (parentPort) {
  parentPort.on('message', ({ ports: [port] }) => {
    if (!port) return
    servePort({ engine, caller: callerFor({ engine, from: 'local' }), reach: here }, port)
    port.start?.()
  })
} else {
  const ports = new Map<number, PipedPort>()
  process.on('message', ({ window, data }: PipedMessage) => {
    let port = ports.get(window)
    if (!port) {
      port = new PipedPort(window, (message) => process.send?.(message))
      ports.set(window, port)
      servePort(
        { engine, caller: callerFor({ engine, from: 'local' }), reach: here },
        port as unknown as SupportedMessagePort,
      )
    }
    port.receive(data)
    if (data === null) ports.delete(window)
  })
  process.on('disconnect', () => void engine.close().finally(() => process.exit(0)))
}
