import { type ChildProcess, spawn, spawnSync } from 'node:child_process'
import { once } from 'node:events'
import { existsSync, mkdirSync, readdirSync, readFileSync } from 'node:fs'
import { join } from 'node:path'
import { project } from './places.ts'
import { RawDevice } from './RawDevice.ts'

/** Whether a sender as devices have it is here. */
export const hasDcmtk = spawnSync('storescu', ['--version']).status === 0

/** `loco listen` in a process of its own, with a home and a folder for temporary files of its own. */
export class Listening {
  readonly child: ChildProcess
  /** What it has said to people so far. */
  said = ''
  port = 0
  private readonly ended: Promise<unknown>

  private constructor(child: ChildProcess) {
    this.child = child
    this.ended = once(child, 'exit')
    child.stderr?.on('data', (data: Buffer) => {
      this.said += data.toString()
    })
  }

  static async start(place: string, study: string, home = join(place, 'home')): Promise<Listening> {
    for (const name of ['home', 'tmp']) mkdirSync(join(place, name), { recursive: true })
    const args = ['listen', study, '--key', join(place, 'patient.key'), '--port', '0', '--keep-text']
    const child = spawn(process.execPath, [join(project, 'out/main/loco.js'), ...args], {
      stdio: ['ignore', 'pipe', 'pipe'],
      env: {
        ...process.env,
        LOCO_DATA_HOME: home,
        TMPDIR: join(place, 'tmp'),
        LOCO_KEY_PASSPHRASE: 'correct horse',
      },
    })
    const listening = new Listening(child)
    let out = ''
    for await (const data of child.stdout) {
      out += String(data)
      const port = /:(\d+)\n/.exec(out)?.[1]
      if (port === undefined) continue
      listening.port = Number(port)
      return listening
    }
    throw new Error(listening.said)
  }

  /** Ends it as a person does. */
  async stop(): Promise<void> {
    this.child.kill('SIGTERM')
    await this.ended
  }

  /** Ends it as a power cut does. */
  async kill(): Promise<void> {
    this.child.kill('SIGKILL')
    await this.ended
  }
}

/**
 * Sends files as a device does, with dcmtk's sender where there is one; `onStored` hears of each that was answered with
 * success. Resolves when the association is over, however it ended.
 */
export async function sendFiles(
  port: number,
  files: readonly string[],
  onStored: (file: string) => void,
): Promise<void> {
  if (!hasDcmtk) return sendRaw(port, files, onStored)
  const child = spawn('storescu', [
    '-v',
    '-aet',
    'ENDO1',
    '-aec',
    'LOCO',
    '127.0.0.1',
    String(port),
    ...files,
  ])
  let text = ''
  let at = 0
  const hear = (data: Buffer) => {
    text += data.toString()
    for (let end = text.indexOf('\n'); end >= 0; end = text.indexOf('\n')) {
      const line = text.slice(0, end)
      text = text.slice(end + 1)
      if (!/Received Store Response/.test(line)) continue
      const file = files[at++]
      if (/\(Success\)/.test(line) && file !== undefined) onStored(file)
    }
  }
  child.stdout.on('data', hear)
  child.stderr.on('data', hear)
  await once(child, 'close')
}

async function sendRaw(
  port: number,
  files: readonly string[],
  onStored: (file: string) => void,
): Promise<void> {
  const device = await RawDevice.call(port).catch(() => undefined)
  for (const file of files) {
    const status = await device?.store(readFileSync(file))
    if (status === undefined) return
    if (status === 0) onStored(file)
  }
  await device?.release().catch(() => {})
}

/** All files below folders. */
export function filesBelow(...folders: readonly string[]): string[] {
  return folders.filter(existsSync).flatMap((folder) =>
    readdirSync(folder, { recursive: true, withFileTypes: true })
      .filter((entry) => entry.isFile())
      .map(({ parentPath, name }) => join(parentPath, name)),
  )
}
