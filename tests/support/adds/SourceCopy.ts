import { type ChildProcess, spawn, spawnSync } from 'node:child_process'
import { cpSync, existsSync, mkdirSync, readFileSync, symlinkSync, writeFileSync } from 'node:fs'
import { dirname, join } from 'node:path'
import { pathToFileURL } from 'node:url'
import { project } from '../places.ts'
import { temporaryFolder } from '../TestStudy.ts'
import type { Addition } from './Addition.ts'

const COPIED = [
  'src',
  'resources',
  'build',
  '.dependency-cruiser.cjs',
  'electron.vite.config.ts',
  'tsconfig.base.json',
  'package.json',
  // What the compiler knows already of files that stay as they are.
  '.tsbuild',
]

/** A copy of the app's source, to which something is added. */
export class SourceCopy {
  private readonly place = temporaryFolder()
  readonly path = this.place.path

  constructor() {
    for (const name of COPIED)
      if (existsSync(join(project, name))) cpSync(join(project, name), this.at(name), { recursive: true })
    symlinkSync(join(project, 'node_modules'), this.at('node_modules'))
  }

  remove(): void {
    this.place.remove()
  }

  /** Creates its files, and puts its lines into those that hold what they stand behind exactly once. */
  add({ creates, lines }: Addition): void {
    for (const [path, content] of Object.entries(creates)) {
      mkdirSync(dirname(this.at(path)), { recursive: true })
      writeFileSync(this.at(path), content.trimStart())
    }
    for (const { file, imports, from, to } of lines) {
      const before = readFileSync(this.at(file), 'utf8')
      if (before.split(from).length !== 2) throw new Error(`${file} holds ${JSON.stringify(from)} not once`)
      const after = before.replace(from, to)
      writeFileSync(this.at(file), imports ? `${imports}\n${after}` : after)
    }
  }

  /** What a program says that imports from the copy, as JSON. */
  told(program: string): unknown {
    const imported = program.replace(
      /from '(src\/[^']+)'/g,
      (_, path: string) => `from '${pathToFileURL(this.at(path))}'`,
    )
    return this.json(['--input-type=module', '-e', imported])
  }

  /** Builds the app as set-up does. */
  build(): void {
    const vite = join(project, 'node_modules/electron-vite/bin/electron-vite.js')
    const { status, stderr } = spawnSync(process.execPath, [vite, 'build'], {
      cwd: this.path,
      encoding: 'utf8',
    })
    if (status !== 0) throw new Error(stderr)
  }

  /** What a `loco` command of the copy's build answers. */
  loco(...args: string[]): Record<string, unknown> {
    return this.json([...this.command, ...args, '--json']) as Record<string, unknown>
  }

  /** Begins a `loco` command of the copy's build, and leaves it to its own. */
  begin(...args: string[]): ChildProcess {
    return spawn(process.execPath, [...this.command, ...args], { stdio: 'ignore' })
  }

  private get command(): string[] {
    return [this.at('out/main/loco.js')]
  }

  private json(args: readonly string[]): unknown {
    const { stdout, stderr } = spawnSync(process.execPath, args, { encoding: 'utf8' })
    if (stdout === '') throw new Error(stderr)
    return JSON.parse(stdout)
  }

  private at(path: string): string {
    return join(this.path, path)
  }
}
