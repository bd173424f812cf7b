import { mkdirSync, readdirSync, readFileSync, rmSync, statSync, writeFileSync } from 'node:fs'
import { basename, dirname, join } from 'node:path'
import { type Random, whole } from '../../../src/shared/domain/random.ts'
import type { Recorded } from './Recording.ts'

/** A disk writes pages of this size, or not. */
const PAGE = 4096

type Change =
  | { readonly write: Buffer; readonly at: number }
  | { readonly cutTo: number }
  /** Names in a folder: what each stands for from now on, null for nothing. One change is whole or not there. */
  | { readonly names: readonly (readonly [string, Node | null])[] }

/** A file or a folder with all that was done to it, and how much of that was synced. */
interface Node {
  readonly isFolder: boolean
  readonly before: Buffer
  readonly changes: Change[]
  synced: number
}

const node = (isFolder: boolean, before = Buffer.alloc(0)): Node => ({
  isFolder,
  before,
  changes: [],
  synced: 0,
})

/**
 * Files as a disk holds them, of which only what was synced is sure to be there after a power cut. A name is synced with
 * its folder alone: file systems keep more, and promise no more.
 */
export class Disk {
  private readonly root: Node
  private readonly home: string

  /** What lies in `home` is on the disk. */
  constructor(home: string) {
    this.home = home
    this.root = nodeOf(home)
  }

  apply({ kind, offset, path, data }: Recorded): void {
    switch (kind) {
      case 'data':
        this.find(path)?.changes.push({ write: data, at: offset })
        return
      case 'cut':
        this.find(path)?.changes.push({ cutTo: offset })
        return
      case 'synced': {
        const synced = this.find(path)
        if (synced) synced.synced = synced.changes.length
        return
      }
      case 'created':
      case 'made':
        if (!this.find(path)) this.name(path, node(kind === 'made'))
        return
      case 'removed':
        this.name(path, null)
        return
      case 'linked':
        this.name(data.toString(), this.find(path) ?? null)
        return
      case 'renamed': {
        const [to, moved] = [data.toString(), this.find(path) ?? null]
        if (dirname(to) === dirname(path))
          this.folderOf(path).changes.push({
            names: [
              [basename(to), moved],
              [basename(path), null],
            ],
          })
        else {
          this.name(to, moved)
          this.name(path, null)
        }
        return
      }
      case 'mark':
    }
  }

  /**
   * Writes to `home` what a power cut leaves: of what was not synced, by chance, the share `kept` of pages of each file,
   * and of each folder the first so many changes.
   */
  cutTo(home: string, random: Random, kept: number): void {
    rmSync(home, { recursive: true, force: true })
    lay(this.root, home, random, kept)
  }

  private find(path: string): Node | undefined {
    let at: Node | undefined = this.root
    for (const name of path.slice(this.home.length).split('/').filter(Boolean))
      at = at && namesIn(at, at.changes.length).get(name)
    return at
  }

  private folderOf(path: string): Node {
    const folder = this.find(dirname(path))
    if (!folder) throw new Error(`There is no folder of ${path}.`)
    return folder
  }

  private name(path: string, to: Node | null): void {
    this.folderOf(path).changes.push({ names: [[basename(path), to]] })
  }
}

function nodeOf(path: string): Node {
  if (!statSync(path).isDirectory()) return node(false, readFileSync(path))
  const names = readdirSync(path).map((name) => [name, nodeOf(join(path, name))] as const)
  const folder = node(true)
  folder.changes.push({ names })
  folder.synced = 1
  return folder
}

/** What a folder's names stand for after so many changes. */
function namesIn(folder: Node, changes: number): Map<string, Node> {
  const names = new Map<string, Node>()
  for (const change of folder.changes.slice(0, changes)) {
    if (!('names' in change)) continue
    for (const [name, to] of change.names) {
      if (to) names.set(name, to)
      else names.delete(name)
    }
  }
  return names
}

function lay(at: Node, path: string, random: Random, kept: number): void {
  if (!at.isFolder) {
    writeFileSync(path, contentOf(at, random, kept))
    return
  }
  mkdirSync(path, { recursive: true })
  const unsynced = at.changes.length - at.synced
  const more = random() < kept ? whole(random, 0, unsynced) : 0
  for (const [name, to] of namesIn(at, at.synced + more)) lay(to, join(path, name), random, kept)
}

function contentOf({ before, changes, synced }: Node, random: Random, kept: number): Buffer {
  let content = Buffer.from(before)
  const write = (bytes: Buffer, at: number) => {
    if (content.length < at + bytes.length) content = grown(content, at + bytes.length)
    bytes.copy(content, at)
  }
  for (const [n, change] of changes.entries()) {
    const isSynced = n < synced
    if ('cutTo' in change) {
      if (isSynced || random() < kept)
        content =
          change.cutTo <= content.length ? content.subarray(0, change.cutTo) : grown(content, change.cutTo)
    } else if ('write' in change) {
      if (isSynced) write(change.write, change.at)
      else
        for (let from = 0; from < change.write.length; from += PAGE)
          if (random() < kept) write(change.write.subarray(from, from + PAGE), change.at + from)
    }
  }
  return content
}

const grown = (content: Buffer, length: number) =>
  Buffer.concat([content, Buffer.alloc(length - content.length)])
