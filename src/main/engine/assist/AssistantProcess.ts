import { type ChildProcess, fork } from 'node:child_process'
import {
  type AskKind,
  type Asks,
  type AssistantMessage,
  type NetFile,
  type Part,
  PROTOCOL_VERSION,
} from '../../../shared/assistant/messages.ts'
import { Refused } from '../../../shared/reasons/Refused.ts'
import { type Crash, endOf } from '../../process/endOf.ts'
import type { Runtime } from '../machine/Runtime.ts'

/**
 * ONNX Runtime's builds for Linux send Microsoft what nets were loaded and on what, from 1.29 on, and keep a number of the
 * machine's in the user's cache, unless they are told not to before they are loaded. The self-test found it.
 */
const SILENT = { ORT_DISABLE_TELEMETRY: '1' }

/** What was asked of a process that is gone. */
export class Gone extends Error {
  readonly crash: Crash

  constructor(crash: Crash) {
    super(crash.lastWords)
    this.crash = crash
  }
}

/** Hears the answer to one request. */
type Hear = (message: AssistantMessage | Crash) => void

/** A process with one of the two nets. It may die at any moment. */
export class AssistantProcess {
  /** Resolves when the process is gone and its memory with it. */
  readonly closed: Promise<Crash>
  /** Resolves when the net is loaded. */
  readonly loaded: Promise<unknown>
  readonly child: ChildProcess
  private isClosed = false
  /** In the order of requests, which is that of answers. */
  private readonly hearing: Hear[] = []

  constructor(runtime: Runtime, part: Part, file: NetFile, behind: boolean) {
    this.child = fork(runtime.assistantEntry, [], {
      execPath: runtime.node,
      execArgv: [...runtime.nodeArguments],
      serialization: 'advanced',
      // As for trainers: Linux shares its cores out among sessions first.
      detached: behind && process.platform === 'linux',
      stdio: ['ignore', 'ignore', 'pipe', 'ipc'],
      windowsHide: true,
      env: { ...process.env, ...SILENT, ELECTRON_RUN_AS_NODE: '1' },
    })
    this.child.on('message', (message: AssistantMessage) => this.hearing.shift()?.(message))
    this.closed = endOf(this.child).then((crash) => {
      this.isClosed = true
      for (const hear of this.hearing.splice(0)) hear(crash)
      return crash
    })
    this.loaded = this.ask('load', { version: PROTOCOL_VERSION, part, file, behind })
    // Whoever asks for more waits for it too, and hears why it failed.
    this.loaded.catch(() => {})
  }

  get pid(): number | undefined {
    return this.child.pid
  }

  /** Throws a `Refused` for what it refuses, and `Gone` where the process ends before it answers. */
  ask<K extends AskKind>(kind: K, asked: Asks[K]['asked']): Promise<Asks[K]['answer']> {
    return new Promise((resolve, reject) => {
      const hear: Hear = (message) => {
        // Answers come in order, each by its request's kind; TypeScript does not follow it through the queue.
        if (message.kind === 'done') resolve(message.answer as Asks[K]['answer'])
        else if (message.kind === 'failed') reject(new Refused(message.reason, message.detail))
        else reject(new Gone(message))
      }
      if (this.isClosed || !this.child.connected) {
        void this.closed.then(hear)
        return
      }
      this.hearing.push(hear)
      this.child.send({ kind, asked })
    })
  }

  /** Ends it at once; resolves when it is gone. */
  async end(): Promise<void> {
    this.child.kill('SIGKILL')
    await this.closed
  }
}
