import { existsSync } from 'node:fs'
import { readdir, readFile } from 'node:fs/promises'
import { join } from 'node:path'
import { type Embedding, NUMBERS } from '../../../shared/assistant/embedding.ts'
import { sha256 } from '../../files/durableFile.ts'
import { boundCache } from '../store/boundCache.ts'
import { filesBelow } from '../store/filesBelow.ts'
import { keepInCache } from '../store/keepInCache.ts'
import type { Store } from '../store/openStore.ts'

/** Of a thousand frames; the encoder makes them again. */
const BOUNDS = { name: 'embeddings', most: 2e9, largest: 2.2e6 }

/** How many frames it keeps. */
export const MOST_KEPT = Math.floor(BOUNDS.most / BOUNDS.largest)

/**
 * How many are held in memory, two megabytes each: all that a window asks for at once; of a study that is not to be written
 * to they are kept nowhere else.
 */
const HELD = 10
const HELD_OF_READ_ONLY = 24

/** After how many that were written the cache is measured again. */
const BETWEEN_BOUNDS = 16

/** Keeps what encoders made of frames within a size, those not used for longest first; returns the bytes that went. */
export const boundEmbeddings = (folder: string, most?: number): Promise<number> =>
  boundCache(folder, BOUNDS, most)

/** What they take on the disk. */
export async function cachedBytes(folder: string): Promise<number> {
  const files = await filesBelow(join(folder, 'cache', BOUNDS.name), () => true)
  return files.reduce((sum, { bytes }) => sum + bytes, 0)
}

/**
 * What an encoder made of a study's frames, by their sha256, in its cache, which may be deleted at any time: a name for the
 * encoder, so that none of another is taken for its own, then the frame's sha256.
 */
export class Embeddings {
  private readonly store: Store
  private readonly encoder: string
  private readonly held = new Map<string, Embedding>()
  /** Frames whose file was found to be damaged. */
  private readonly unsound = new Set<string>()
  private written = 0

  constructor(store: Store, encoder: string) {
    this.store = store
    this.encoder = encoder
  }

  /** What is kept of a frame; undefined where nothing is, or nothing sound. */
  async of(frame: string): Promise<Embedding | undefined> {
    const known = this.held.get(frame)
    const file = known ? undefined : await readFile(this.pathOf(frame)).catch(() => undefined)
    const found = known ?? unpacked(file)
    if (found) this.hold(frame, found)
    else if (file) this.unsound.add(frame)
    return found
  }

  /** Whether something is kept of a frame, as far as can be told without reading it. */
  has(frame: string): boolean {
    return this.held.has(frame) || (!this.unsound.has(frame) && existsSync(this.pathOf(frame)))
  }

  /** Frames of which something is kept on the disk. */
  async kept(): Promise<string[]> {
    const names = await readdir(this.folder, { recursive: true, withFileTypes: true }).catch(() => [])
    return names.filter((entry) => entry.isFile()).map(({ name }) => name)
  }

  async keep(frame: string, embedding: Embedding): Promise<void> {
    this.hold(frame, embedding)
    if (this.store.readOnly !== null) return
    await keepInCache(this.pathOf(frame), packed(embedding))
    this.unsound.delete(frame)
    if (this.written++ % BETWEEN_BOUNDS === 0) await boundEmbeddings(this.store.folder).catch(() => {})
  }

  /** The one used last comes last. */
  private hold(frame: string, embedding: Embedding): void {
    this.held.delete(frame)
    this.held.set(frame, embedding)
    const [oldest] = this.held.keys()
    const most = this.store.readOnly === null ? HELD : HELD_OF_READ_ONLY
    if (this.held.size > most && oldest !== undefined) this.held.delete(oldest)
  }

  private get folder(): string {
    return join(this.store.folder, 'cache', BOUNDS.name, this.encoder)
  }

  private pathOf(frame: string): string {
    return join(this.folder, frame.slice(0, 2), frame)
  }
}

/** Hex digits of the sha256 that the rest of a file is checked by. */
const HASH = 64

/** The sha256, a line of the frame's width and height, and the numbers. */
export function packed({ width, height, data }: Embedding): Buffer {
  const numbers = Buffer.from(data.buffer, data.byteOffset, data.byteLength)
  const rest = Buffer.concat([Buffer.from(`${width} ${height}\n`), numbers])
  return Buffer.concat([Buffer.from(sha256(rest)), rest])
}

export function unpacked(file: Buffer | undefined): Embedding | undefined {
  if (!file || sha256(file.subarray(HASH)) !== file.toString('latin1', 0, HASH)) return undefined
  const end = file.indexOf('\n', HASH)
  const [width = 0, height = 0] = file.toString('latin1', HASH, end).split(' ').map(Number)
  const numbers = file.subarray(end + 1)
  if (numbers.length !== 2 * NUMBERS) return undefined
  // A copy, which begins where 16-bit numbers may.
  return { width, height, data: new Uint16Array(new Uint8Array(numbers).buffer) }
}
