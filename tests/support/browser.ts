import { spawn } from 'node:child_process'
import { mkdtempSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { type Browser, chromium } from 'playwright-core'
import { project } from './places.ts'

/** Debian's Chromium, kept quiet: without these flags it looks up its maker's hosts at every start. */
export const startChromium = (): Promise<Browser> =>
  chromium.launch({
    executablePath: process.env['LOCO_CHROMIUM'] ?? '/usr/bin/chromium',
    args: [
      '--no-sandbox',
      '--disable-gpu',
      '--disable-quic',
      '--no-first-run',
      '--disable-background-networking',
      '--disable-component-update',
      '--disable-sync',
    ],
  })

/** A served app with folders of its own. */
export interface ServedApp {
  readonly address: string
  readonly data: string
  readonly pid: number
  stop(): Promise<void>
}

/** `npm start -- --no-open`, as built; resolves when it is ready. */
export function serveApp(env: Record<string, string> = {}, port = 0): Promise<ServedApp> {
  const data = env['LOCO_DATA_HOME'] ?? mkdtempSync(join(tmpdir(), 'loco-e2e-'))
  const child = spawn(
    process.execPath,
    ['--no-deprecation', join(project, 'out/main/loco.js'), 'serve', '--no-open', '--port', String(port)],
    {
      stdio: ['ignore', 'pipe', 'inherit'],
      env: { ...process.env, LOCO_DATA_HOME: data, ...env },
    },
  )
  const exited = new Promise<void>((resolve) => child.on('close', () => resolve()))
  return new Promise((resolve, reject) => {
    child.on('close', (code) => reject(new Error(`The server ended with code ${code}.`)))
    child.stdout.on('data', (text: Buffer) => {
      const found = /LoCo Studio is ready: (\S+)/.exec(text.toString())
      if (!found?.[1]) return
      const stop = async () => {
        child.kill('SIGTERM')
        await exited
      }
      resolve({ address: found[1], data, pid: child.pid ?? 0, stop })
    })
  })
}
