import { mkdir, readFile, rename, rm, utimes, writeFile } from 'node:fs/promises'
import { join } from 'node:path'
import { sha256 } from '../../../files/durableFile.ts'
import { filesBelow } from '../filesBelow.ts'
import { isUntouched } from '../untouched.ts'

/** Lists kept in memory, four bytes a frame each. */
const IN_MEMORY = 3
/** Lists kept in the study's cache. */
const IN_CACHE = 16
const NAME = /^[0-9a-f]{32}$/

/**
 * Lists of frames as a filter found them at one moment. Whoever labels frame by frame goes through one: a frame that
 * does not pass the filter any more, because it was labelled, is still where one came from. A list is named by its
 * content and lies in the study's cache too, so that it outlives the engine; where it is gone, it is unknown.
 */
export class FrozenLists {
  private readonly folder: string
  private readonly kept = new Map<string, Int32Array>()

  constructor(studyFolder: string) {
    this.folder = join(studyFolder, 'cache', 'lists')
  }

  /** Keeps a list of frame ids; returns its name. */
  async keep(list: Int32Array): Promise<string> {
    const bytes = bytesOf(list)
    const name = nameOf(bytes)
    this.remember(name, list)
    // A study that may not be written to has its lists in memory alone.
    await this.write(name, bytes).catch(() => {})
    return name
  }

  /** The ids of a list, in order; undefined where it is not known any more. */
  async find(name: string): Promise<Int32Array | undefined> {
    const known = this.kept.get(name)
    if (known) return known
    if (!NAME.test(name)) return undefined
    const path = join(this.folder, name)
    const bytes = await readFile(path).catch(() => undefined)
    if (!bytes) return undefined
    if (nameOf(bytes) !== name) {
      await rm(path, { force: true }).catch(() => {})
      return undefined
    }
    const list = new Int32Array(new Uint8Array(bytes).buffer)
    this.remember(name, list)
    return list
  }

  private remember(name: string, list: Int32Array): void {
    this.kept.delete(name)
    this.kept.set(name, list)
    for (const old of this.kept.keys()) {
      if (this.kept.size <= IN_MEMORY) break
      this.kept.delete(old)
    }
  }

  private async write(name: string, bytes: Uint8Array): Promise<void> {
    if (isUntouched(this.folder)) return
    const path = join(this.folder, name)
    const now = new Date()
    if (
      await utimes(path, now, now).then(
        () => true,
        () => false,
      )
    )
      return
    await mkdir(this.folder, { recursive: true })
    await writeFile(`${path}.writing`, bytes)
    await rename(`${path}.writing`, path)
    await this.dropOldest()
  }

  private async dropOldest(): Promise<void> {
    const files = await filesBelow(this.folder, () => true)
    files.sort((a, b) => b.used - a.used)
    for (const { path } of files.slice(IN_CACHE)) await rm(path, { force: true })
  }
}

const bytesOf = ({ buffer, byteOffset, byteLength }: Int32Array) =>
  new Uint8Array(buffer, byteOffset, byteLength)

const nameOf = (bytes: Uint8Array) => sha256(bytes).slice(0, 32)
