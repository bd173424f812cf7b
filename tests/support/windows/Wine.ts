import { spawn, spawnSync } from 'node:child_process'
import {
  closeSync,
  copyFileSync,
  existsSync,
  mkdirSync,
  openSync,
  readdirSync,
  readFileSync,
  rmSync,
} from 'node:fs'
import { join } from 'node:path'
// @ts-expect-error: a script of the build, which has no types
import { zig } from '../../../build/stage/zig.mjs'
import { project } from '../places.ts'

const WINE = ['/usr/lib/wine/wine64', '/usr/bin/wine64'].find((path) => existsSync(path))
const SERVER = ['/usr/lib/wine/wineserver64', '/usr/bin/wineserver'].find((path) => existsSync(path))
export const hasWine = WINE !== undefined
export const hasMakensis = existsSync('/usr/bin/makensis')

/** How a program of Windows ended. */
interface Ended {
  readonly code: number | null
  readonly out: string
  readonly errors: string
}

/**
 * A Windows machine of its own, in a folder: Wine 8. It wants standard output to be a file, and lacks a library of Windows
 * 10 that sharp asks for, in the place of which one of ours stands; Node says that it is too old for it.
 */
export class Wine {
  readonly place: string
  private runs = 0

  private constructor(place: string) {
    this.place = place
  }

  static async begin(place: string): Promise<Wine> {
    const wine = new Wine(place)
    mkdirSync(place, { recursive: true })
    await wine.run('wineboot.exe', ['-i'])
    const library = join(place, 'bcryptprimitives.dll')
    const source = join(project, 'tests/packages/wine/bcryptprimitives.c')
    const how = ['-target', 'x86_64-windows-gnu', '-O1', '-s', '-shared', source, '-ladvapi32', '-o', library]
    await zig('cc', ...how)
    copyFileSync(library, join(wine.drive, 'windows/system32/bcryptprimitives.dll'))
    return wine
  }

  /** Drive C. */
  get drive(): string {
    return join(this.place, 'drive_c')
  }

  /** Where a path of Windows lies here. */
  at(path: string): string {
    return join(this.drive, path.replace(/^C:\\/, '').replaceAll('\\', '/'))
  }

  /** Starts a program; what it writes goes to the file whose path comes back with it. */
  start(program: string, args: readonly string[], env: Readonly<Record<string, string>> = {}) {
    const name = join(this.place, `run-${String(this.runs++)}`)
    const [out, errors] = [openSync(`${name}.out`, 'w'), openSync(`${name}.err`, 'w')]
    const child = spawn(String(WINE), [program, ...args], {
      stdio: ['ignore', out, errors],
      env: {
        PATH: process.env['PATH'],
        HOME: this.place,
        // Wine takes arguments apart as the locale has them.
        LC_ALL: 'C.UTF-8',
        DISPLAY: process.env['DISPLAY'],
        XAUTHORITY: process.env['XAUTHORITY'],
        WINEPREFIX: join(this.place),
        WINEDEBUG: '-all',
        NODE_SKIP_PLATFORM_CHECK: '1',
        ...env,
      },
    })
    closeSync(out)
    closeSync(errors)
    const ended = new Promise<Ended>((resolve, reject) => {
      child.on('error', reject)
      child.on('exit', (code) => {
        const read = (end: string) => readFileSync(`${name}.${end}`, 'utf8')
        resolve({ code, out: read('out'), errors: read('err') })
      })
    })
    return { child, ended, said: `${name}.out` }
  }

  /** Runs a program to its end. */
  run(program: string, args: readonly string[], env?: Readonly<Record<string, string>>): Promise<Ended> {
    return this.start(program, args, env).ended
  }

  /** Ids and lines of the programs that run from a folder of this machine; others' programs run here too. */
  running(folder: string): string[] {
    return readdirSync('/proc')
      .filter((name) => /^\d+$/.test(name))
      .flatMap((pid) => {
        try {
          const line = readFileSync(`/proc/${pid}/cmdline`, 'utf8').replaceAll('\0', ' ')
          return line.includes(folder) ? [`${pid} ${line}`] : []
        } catch {
          return []
        }
      })
  }

  /** Switches it off and removes it; until then its services write to it. */
  end(): void {
    for (const how of ['-k', '-w']) spawnSync(String(SERVER), [how], { env: { WINEPREFIX: this.place } })
    rmSync(this.place, { recursive: true, force: true, maxRetries: 10, retryDelay: 500 })
  }
}
