import { spawn } from 'node:child_process'
import { join } from 'node:path'
import { cacheWithoutAssist } from './cacheWithoutAssist.ts'
import { project } from './places.ts'

/** A department's server as built, in a process of its own, reached over loopback. */
export interface DepartmentApp {
  /** `https://127.0.0.1:…` */
  readonly origin: string
  readonly port: number
  readonly fingerprint: string
  readonly pid: number
  /** Whether its process is gone. */
  readonly hasEnded: boolean
  stop(): Promise<void>
}

/** `loco serve STUDY --host 0.0.0.0`, with its data in a folder; resolves when it is ready. */
export function serveDepartmentApp(
  data: string,
  study: string,
  port = 0,
  more: readonly string[] = [],
): Promise<DepartmentApp> {
  const script = [join(project, 'out/main/loco.js'), 'serve', study, '--host', '0.0.0.0']
  const child = spawn(process.execPath, [...script, '--port', String(port), ...more], {
    stdio: ['ignore', 'pipe', 'pipe'],
    env: { ...process.env, LOCO_CACHE_DIR: cacheWithoutAssist(), LOCO_DATA_HOME: data },
  })
  const exited = new Promise<void>((resolve) => child.on('close', () => resolve()))
  let [said, complained] = ['', '']
  child.stderr.on('data', (text: Buffer) => {
    complained += text.toString()
  })
  return new Promise((resolve, reject) => {
    child.on('close', (code) => reject(new Error(`The server ended with code ${code}: ${complained}`)))
    child.stdout.on('data', (text: Buffer) => {
      said += text.toString()
      const chosen = /serves this study: https:\/\/\S+:(\d+)/.exec(said)?.[1]
      const fingerprint = /fingerprint: ((?:[0-9A-F]{2}:){31}[0-9A-F]{2})/.exec(said)?.[1]
      if (chosen === undefined || fingerprint === undefined) return
      resolve({
        origin: `https://127.0.0.1:${chosen}`,
        port: Number(chosen),
        fingerprint,
        pid: child.pid ?? 0,
        get hasEnded() {
          return child.exitCode !== null || child.signalCode !== null
        },
        async stop() {
          child.kill('SIGTERM')
          await exited
        },
      })
    })
  })
}
