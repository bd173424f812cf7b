import { fork } from 'node:child_process'
import { type MessagePortMain, utilityProcess } from 'electron'
import type { PipedMessage } from '../api/PipedPort.ts'

/** Keeps the engine running and gives each window a port to it. */
export interface EngineHost {
  /** Connects a window's port. */
  connect(port: MessagePortMain): void
  /** Called when the engine dies by itself. */
  onExit(listener: () => void): void
  stop(): void
}

/** better-sqlite3 13 needs the Node-API of Electron 35; an older Electron runs the engine on a Node of its own. */
const FIRST_ELECTRON = 35

export function startEngineHost(entry: string): EngineHost {
  const electron = Number(process.versions['electron']?.split('.')[0] ?? 0)
  const node = process.env['LOCO_NODE']
  return electron >= FIRST_ELECTRON ? utilityHost(entry) : nodeHost(entry, node ?? 'node')
}

/** Garbage of large questions would otherwise lie about: 100 MB in a study of a million frames. */
const SMALL_YOUNG_SPACE = ['--max-semi-space-size=8']

function utilityHost(entry: string): EngineHost {
  const child = utilityProcess.fork(entry, [], {
    serviceName: 'LoCo Studio engine',
    execArgv: [...SMALL_YOUNG_SPACE],
  })
  return {
    connect: (port) => child.postMessage(null, [port]),
    onExit: (listener) => child.on('exit', listener),
    stop: () => child.kill(),
  }
}

function nodeHost(entry: string, node: string): EngineHost {
  const child = fork(entry, [], {
    execPath: node,
    execArgv: ['--no-deprecation', ...SMALL_YOUNG_SPACE],
    serialization: 'advanced',
  })
  const ports = new Map<number, MessagePortMain>()
  let windows = 0
  child.on('message', ({ window, data }: PipedMessage) => ports.get(window)?.postMessage(data))
  return {
    connect(port) {
      const window = windows++
      ports.set(window, port)
      const send = (data: unknown) => {
        if (child.connected) child.send({ window, data } satisfies PipedMessage)
      }
      port.on('message', ({ data }) => send(data))
      port.on('close', () => {
        ports.delete(window)
        send(null)
      })
      port.start()
    },
    onExit: (listener) => child.on('exit', listener),
    stop: () => child.disconnect(),
  }
}
