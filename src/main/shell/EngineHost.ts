import { type ChildProcess, fork } from 'node:child_process'
import { type MessagePortMain, type UtilityProcess, utilityProcess } from 'electron'
import type { PipedMessage } from '../api/PipedPort.ts'
import type { EnginePlace } from './enginePlace.ts'

/** How an engine ended, as far as the system says. */
export interface EngineEnd {
  readonly code: number | null
  readonly signal: string | null
}

/** Keeps the engine running and gives each window a port to it. */
export interface EngineHost {
  /** Connects a window's port. */
  connect(port: MessagePortMain): void
  /** Called when the engine dies by itself. */
  onExit(listener: (end: EngineEnd) => void): void
  /** Called when another was started in its place: windows want a new port. */
  onRestart(listener: () => void): void
  stop(): void
}

/** better-sqlite3 13 needs the Node-API of Electron 35; an older Electron runs the engine on a Node of its own. */
const FIRST_ELECTRON = 35
/** An engine that dies at once is not started over and over without a pause, ms. */
const BREATH = 500

/** An installation's engine runs on the Node that was tried and signed with it, whatever Electron it has. */
export function startEngineHost({ entry, node }: EnginePlace): EngineHost {
  if (node !== undefined) return new RestartingHost(() => new NodeEngine(entry, node, ownEnvironment()))
  const electron = Number(process.versions['electron']?.split('.')[0] ?? 0)
  const told = process.env['LOCO_NODE'] ?? 'node'
  return new RestartingHost(() =>
    electron >= FIRST_ELECTRON ? new UtilityEngine(entry) : new NodeEngine(entry, told, process.env),
  )
}

/** Without what somebody set for another Node on this machine. */
function ownEnvironment(): NodeJS.ProcessEnv {
  const { NODE_OPTIONS, NODE_PATH, LOCO_NODE, ...environment } = process.env
  return environment
}

/** One life of the engine. */
interface RunningEngine {
  connect(port: MessagePortMain): void
  onExit(listener: (end: EngineEnd) => void): void
  stop(): void
}

class RestartingHost implements EngineHost {
  private readonly start: () => RunningEngine
  private readonly exits: ((end: EngineEnd) => void)[] = []
  private readonly restarts: (() => void)[] = []
  private engine: RunningEngine
  private stopped = false

  constructor(start: () => RunningEngine) {
    this.start = start
    this.engine = this.begin()
  }

  connect(port: MessagePortMain): void {
    this.engine.connect(port)
  }

  onExit(listener: (end: EngineEnd) => void): void {
    this.exits.push(listener)
  }

  onRestart(listener: () => void): void {
    this.restarts.push(listener)
  }

  stop(): void {
    this.stopped = true
    this.engine.stop()
  }

  private begin(): RunningEngine {
    const engine = this.start()
    engine.onExit((end) => {
      if (this.stopped) return
      for (const listener of this.exits) listener(end)
      setTimeout(() => {
        this.engine = this.begin()
        for (const listener of this.restarts) listener()
      }, BREATH)
    })
    return engine
  }
}

/** Garbage of large questions would otherwise lie about: 100 MB in a study of a million frames. */
const SMALL_YOUNG_SPACE = ['--max-semi-space-size=8']

class UtilityEngine implements RunningEngine {
  private readonly child: UtilityProcess

  constructor(entry: string) {
    this.child = utilityProcess.fork(entry, [], {
      serviceName: 'LoCo Studio engine',
      execArgv: [...SMALL_YOUNG_SPACE],
    })
  }

  connect(port: MessagePortMain): void {
    this.child.postMessage(null, [port])
  }

  onExit(listener: (end: EngineEnd) => void): void {
    this.child.on('exit', (code) => listener({ code, signal: null }))
  }

  stop(): void {
    this.child.kill()
  }
}

class NodeEngine implements RunningEngine {
  private readonly child: ChildProcess
  private readonly ports = new Map<number, MessagePortMain>()
  private windows = 0

  constructor(entry: string, node: string, env: NodeJS.ProcessEnv) {
    this.child = fork(entry, [], {
      env,
      execPath: node,
      execArgv: SMALL_YOUNG_SPACE,
      serialization: 'advanced',
      // Node is a program of the console: on Windows a black window would stand beside ours.
      windowsHide: true,
    })
    this.child.on('message', ({ window, data }: PipedMessage) => this.ports.get(window)?.postMessage(data))
  }

  connect(port: MessagePortMain): void {
    const window = this.windows++
    this.ports.set(window, port)
    const send = (data: unknown) => {
      // One that is gone meanwhile is told of by its exit.
      if (this.child.connected) this.child.send({ window, data } satisfies PipedMessage, () => {})
    }
    port.on('message', ({ data }) => send(data))
    port.on('close', () => {
      this.ports.delete(window)
      send(null)
    })
    port.start()
  }

  onExit(listener: (end: EngineEnd) => void): void {
    let isTold = false
    const tell = (end: EngineEnd) => {
      if (!isTold) listener(end)
      isTold = true
    }
    this.child.on('exit', (code, signal) => tell({ code, signal }))
    // It could not be started.
    this.child.on('error', () => tell({ code: null, signal: null }))
  }

  stop(): void {
    if (this.child.connected) this.child.disconnect()
  }
}
