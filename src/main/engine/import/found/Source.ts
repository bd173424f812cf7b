import { lstat, realpath, stat } from 'node:fs/promises'
import { basename, relative, sep } from 'node:path'
import type { Reason } from '../../../../shared/reasons/index.ts'
import { reasonOf } from '../../../../shared/reasons/Refused.ts'
import type { Rejected } from './Incoming.ts'
import { listPlace } from './listFiles.ts'
import { splitOfFolder } from './splitOfFolder.ts'

/**
 * One path of an import, a folder or a single file, as it was listed once: layouts find what is in the list, and
 * nothing else. So no name in a file of annotations leads outside, and nothing but ordinary files is ever opened: a link
 * would lead elsewhere, and a pipe would keep whoever reads it waiting.
 */
export class Source {
  /** The folder, or the one file. */
  readonly folder: string
  /** Its ordinary files at any depth, in order. */
  readonly files: readonly string[]
  /** A folder for what has to be taken apart first, which is removed after the import. */
  readonly scratch: () => Promise<string>
  private readonly refusals: Map<string, Reason>
  private places: Places | undefined

  private constructor(
    folder: string,
    files: readonly string[],
    scratch: () => Promise<string>,
    refusals = new Map<string, Reason>(),
  ) {
    this.folder = folder
    this.files = files
    this.scratch = scratch
    this.refusals = refusals
  }

  /** The same source with some of its files alone; what is refused in a part is refused in the whole. */
  part(files: readonly string[]): Source {
    return new Source(this.folder, files, this.scratch, this.refusals)
  }

  /** Lists what there is. Fails FOLDER_UNREADABLE. */
  static async open(path: string, scratch: () => Promise<string>): Promise<Source> {
    // Who chooses a link means what it leads to; a link to a folder stays one, for its name and its neighbours'.
    const isLinkedFile =
      (await lstat(path).catch(() => undefined))?.isSymbolicLink() && (await stat(path)).isFile()
    const place = isLinkedFile ? await realpath(path) : path
    const { files, others } = await listPlace(place)
    const source = new Source(place, files, scratch)
    for (const other of others) source.refuse(other, reasonOf('notAFile'))
    for (const file of files)
      if (file !== place && file.toLowerCase().endsWith('.zip'))
        source.refuse(file, reasonOf('archiveWithin'))
    return source
  }

  /** Names a file that stays outside; the first reason counts. */
  refuse(path: string, reason: Reason): void {
    if (!this.refusals.has(path)) this.refusals.set(path, reason)
  }

  hasRefused(path: string): boolean {
    return this.refusals.has(path)
  }

  /** What was refused so far. */
  get rejected(): Rejected[] {
    return [...this.refusals].map(([path, reason]) => ({ path, reason }))
  }

  /** Whether an ordinary file lies there; whatever else does is refused by name. */
  async holds(path: string): Promise<boolean> {
    const found = await lstat(path).catch(() => undefined)
    if (found && !found.isFile() && !found.isDirectory()) this.refuse(path, reasonOf('notAFile'))
    return found?.isFile() ?? false
  }

  /**
   * The file that a file of annotations names: by its path below the folder, else the one that shares most of the end of
   * that path, since folders are moved and renamed, though never from one split to another. A reason where there is
   * none, or more than one that could be meant.
   */
  named(name: string): string | Reason {
    return this.known.named(name)
  }

  /** Whether a file lies at exactly this path below the folder. */
  names(path: string): boolean {
    return this.known.has(path)
  }

  private get known(): Places {
    this.places ??= new Places(this.folder, this.files)
    return this.places
  }
}

/** Paths by their names, whatever system wrote them: macOS writes accents apart, Windows parts folders by `\`. */
class Places {
  private readonly byPath = new Map<string, string>()
  private readonly byName = new Map<string, string[]>()

  constructor(folder: string, files: readonly string[]) {
    for (const file of files) {
      const path = plain((file === folder ? basename(file) : relative(folder, file)).replaceAll(sep, '/'))
      this.byPath.set(path, file)
      const name = path.split('/').at(-1) ?? ''
      const own = this.byName.get(name) ?? []
      own.push(path)
      this.byName.set(name, own)
    }
  }

  has(path: string): boolean {
    return this.byPath.has(wholeOf(path))
  }

  named(name: string): string | Reason {
    const wanted = wholeOf(name)
    const exact = this.byPath.get(wanted)
    if (exact !== undefined) return exact
    const parts = wanted.split('/')
    const split = splitOfFolder(parts.slice(0, -1).join('/'))
    const known = (this.byName.get(parts.at(-1) ?? '') ?? []).filter((path) => {
      const own = splitOfFolder(path.split('/').slice(0, -1).join('/'))
      return split === undefined || own === undefined || own === split
    })
    const shared = known.map((path) => sharedEnd(path.split('/'), parts))
    const most = Math.max(0, ...shared)
    const meant = known.filter((_, i) => shared[i] === most)
    const file = this.byPath.get(meant[0] ?? '')
    const image = name.slice(0, MOST_SHOWN)
    if (file === undefined) return reasonOf('imageNotThere', { image })
    return meant.length === 1 ? file : reasonOf('imageNotOne', { image })
  }
}

const MOST_SHOWN = 200

const wholeOf = (name: string) => plain(name.replaceAll('\\', '/').replace(/^\.\//, ''))

const plain = (name: string) => name.normalize('NFC')

/** How many parts two paths share at their ends. */
function sharedEnd(one: readonly string[], other: readonly string[]): number {
  let shared = 0
  while (shared < Math.min(one.length, other.length) && one.at(-1 - shared) === other.at(-1 - shared))
    shared++
  return shared
}
