import { type ChildProcess, spawn } from 'node:child_process'
import { copyFileSync, mkdirSync } from 'node:fs'
import { join } from 'node:path'
import { PACKAGE } from './debianRoot.ts'
import { ran } from './ran.ts'

const PATH = '/usr/local/bin:/usr/bin:/bin:/usr/sbin:/sbin'

/**
 * A machine that begins as a bare Debian and keeps in `written` what is changed on it. Its mounts must be the caller's own:
 * run it in a mount namespace.
 */
export class Machine {
  private readonly root: string
  /** What differs from the bare system. */
  readonly written: string

  private constructor(root: string, written: string) {
    this.root = root
    this.written = written
  }

  /** On the bare system `base`, with room in the empty folder `room`, which takes no overlay itself. */
  static async on(base: string, room: string): Promise<Machine> {
    const [written, work, root] = ['written', 'work', 'root'].map((name) => join(room, name)) as [
      string,
      string,
      string,
    ]
    for (const folder of [written, work, root]) mkdirSync(folder)
    const layers = `lowerdir=${base},upperdir=${written},workdir=${work}`
    await ran('mount', ['-t', 'overlay', 'overlay', '-o', layers, root])
    const machine = new Machine(root, written)
    for (const [type, place] of [
      ['proc', 'proc'],
      ['tmpfs', 'dev'],
      ['tmpfs', 'tmp'],
    ] as const)
      await ran('mount', ['-t', type, type, join(root, place)])
    for (const device of ['null', 'zero', 'full', 'random', 'urandom', 'tty'])
      await ran('cp', ['-a', `/dev/${device}`, join(root, 'dev')])
    for (const place of ['dev/shm', 'tmp/.X11-unix']) mkdirSync(join(root, place))
    await ran('mount', ['-t', 'tmpfs', 'shm', join(root, 'dev/shm')])
    await ran('chmod', ['1777', join(root, 'tmp'), join(root, 'dev/shm')])
    await ran('mount', ['--bind', '/tmp/.X11-unix', join(root, 'tmp/.X11-unix')])
    return machine
  }

  /** Installs a package as its administrator does. */
  async installs(deb: string): Promise<void> {
    copyFileSync(deb, join(this.root, PACKAGE))
    // A machine that is thrown away needs nothing on the disk for certain.
    const quick = ['-o', 'Dpkg::Options::=--force-unsafe-io']
    await this.administrator('apt-get', 'install', '-qy', '--no-install-recommends', ...quick, PACKAGE)
  }

  administrator(program: string, ...args: readonly string[]): Promise<string> {
    const env = { PATH, DEBIAN_FRONTEND: 'noninteractive', LC_ALL: 'C.UTF-8' }
    return ran('chroot', [this.root, program, ...args], env)
  }

  /** Runs a program as somebody without rights, with nothing set but a home and a display; resolves with its output. */
  user(name: string, program: string, ...args: readonly string[]): Promise<string> {
    return ran('chroot', this.as(name, program, args), {
      PATH,
      HOME: `/home/${name}`,
      LC_ALL: 'C.UTF-8',
      // Other tests load the machine for longer than a round may wait behind them.
      LOCO_TRAINER_PRIORITY: 'normal',
    })
  }

  /** The same, left running. */
  starts(
    name: string,
    env: Readonly<Record<string, string>>,
    program: string,
    ...args: readonly string[]
  ): ChildProcess {
    return spawn('chroot', this.as(name, program, args), {
      stdio: ['ignore', 'pipe', 'inherit'],
      env: { PATH, HOME: `/home/${name}`, LC_ALL: 'C.UTF-8', ...env },
    })
  }

  private as(name: string, program: string, args: readonly string[]): string[] {
    return [`--userspec=${name}:${name}`, this.root, program, ...args]
  }
}
