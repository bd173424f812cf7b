import { appendFile, mkdir, readFile } from 'node:fs/promises'
import { dirname, join } from 'node:path'
import { CHANNELS } from '../../../../shared/assistant/embedding.ts'
import { keepInCache } from '../../store/keepInCache.ts'
import type { Store } from '../../store/openStore.ts'
import { type Look, lookOf, NUMBERS, packedLook, RECORD, unpackedLook } from './look.ts'
import { ALL_FIELDS } from './pooled.ts'

/** Room for so many to begin with; it doubles. */
const ROOM = 256

/**
 * What the frames look like that an encoder has read, in the order of reading. They are kept in one file of the study's
 * cache, which grows at its end, four kilobytes a frame: so a frame is found long after its embedding of two megabytes went.
 * What is damaged is left out, and the file written anew without it.
 */
export class FrameLooks {
  private readonly path: string
  private readonly isKept: boolean
  private readonly places = new Map<string, number>()
  private readonly frames: string[] = []
  private numbers = new Int8Array(ROOM * NUMBERS)
  private scales = new Float32Array(ROOM * ALL_FIELDS)
  private readonly sums = new Float64Array(NUMBERS)
  private writing: Promise<void> = Promise.resolve()

  private constructor(store: Store, encoder: string) {
    this.path = join(store.folder, 'cache', 'alike', encoder)
    this.isKept = store.readOnly === null
  }

  /** Those of a study by the encoder of that name. */
  static async of(store: Store, encoder: string): Promise<FrameLooks> {
    const looks = new FrameLooks(store, encoder)
    await looks.readKept()
    return looks
  }

  get count(): number {
    return this.frames.length
  }

  has(frame: string): boolean {
    return this.places.has(frame)
  }

  /** The sha256 of the frame at a place; empty where there is none. */
  frameAt(place: number): string {
    return this.frames[place] ?? ''
  }

  /** The look at a place; it lies in the memory of all. */
  at(place: number): Look {
    return {
      numbers: this.numbers.subarray(place * NUMBERS, (place + 1) * NUMBERS),
      scales: this.scales.subarray(place * ALL_FIELDS, (place + 1) * ALL_FIELDS),
    }
  }

  /** Of a frame; undefined where it was not read. */
  of(frame: string): Look | undefined {
    const place = this.places.get(frame)
    return place === undefined ? undefined : this.at(place)
  }

  /** Mean of all, `[16,256]`; zeros where there are none. */
  mean(): Float32Array {
    return Float32Array.from(this.sums, (sum) => sum / Math.max(1, this.count))
  }

  /** Takes in how a frame looks, `[16,256]`, and resolves when it is kept; a disk that does not take it costs nothing else. */
  async add(frame: string, fields: Float32Array): Promise<void> {
    if (this.has(frame)) return
    const look = lookOf(fields)
    this.take(frame, look)
    if (!this.isKept) return
    this.writing = this.writing.then(() =>
      mkdir(dirname(this.path), { recursive: true })
        .then(() => appendFile(this.path, packedLook(frame, look)))
        .catch(() => {}),
    )
    await this.writing
  }

  /** Resolves when all that was taken in is kept. */
  written(): Promise<void> {
    return this.writing
  }

  private async readKept(): Promise<void> {
    const file = await readFile(this.path).catch(() => Buffer.alloc(0))
    const sound: Buffer[] = []
    for (let from = 0; from + RECORD <= file.length; from += RECORD) {
      const bytes = file.subarray(from, from + RECORD)
      const found = unpackedLook(bytes)
      if (!found) continue
      sound.push(bytes)
      this.take(found.frame, found.look)
    }
    if (this.isKept && sound.length * RECORD !== file.length)
      await keepInCache(this.path, Buffer.concat(sound))
  }

  private take(frame: string, { numbers, scales }: Look): void {
    if (this.has(frame)) return
    const place = this.count
    this.makeRoom(place + 1)
    this.places.set(frame, place)
    this.frames.push(frame)
    this.numbers.set(numbers, place * NUMBERS)
    this.scales.set(scales, place * ALL_FIELDS)
    for (let i = 0; i < NUMBERS; i++) this.sums[i]! += numbers[i]! * scales[Math.floor(i / CHANNELS)]!
  }

  private makeRoom(count: number): void {
    if (count * NUMBERS <= this.numbers.length) return
    const { numbers, scales } = this
    this.numbers = new Int8Array(2 * numbers.length)
    this.numbers.set(numbers)
    this.scales = new Float32Array(2 * scales.length)
    this.scales.set(scales)
  }
}
