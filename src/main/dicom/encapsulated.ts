import type { Bytes } from './Bytes.ts'
import type { DicomFile, PixelData } from './readDicom.ts'

/** A part of encapsulated pixels; `offset` counts from the first part, as the table of frames does. */
interface Fragment {
  readonly offset: number
  readonly from: number
  readonly length: number
}

const ITEM = 0xe000fffe
const END = 0xe0ddfffe
const NO_LENGTH = 0xffffffff
const HEAD = 8
/** More parts than any film has frames. */
const MOST_FRAGMENTS = 400_000
/** So much is read to look for the heads of parts: those of small frames lie close together. */
const WINDOW = 2 ** 15

/** One frame's coded bytes. Throws a RangeError where parts and frames do not go together. */
export async function encapsulatedFrame(file: DicomFile, frame: number): Promise<Buffer> {
  const { pixels } = file
  if (!pixels) throw new RangeError('no pixels')
  const parts = (await framesIn(pixels, file.frames))[frame] ?? []
  return Buffer.concat(await Promise.all(parts.map(({ from, length }) => pixels.source.read(from, length))))
}

/** All coded bytes, whatever frames they are of. */
export async function* encapsulatedBytes(pixels: PixelData): AsyncGenerator<Buffer> {
  const { fragments } = await itemsOf(pixels)
  for (const { from, length } of fragments) yield await pixels.source.read(from, length)
}

const known = new WeakMap<PixelData, Promise<readonly (readonly Fragment[])[]>>()

function framesIn(pixels: PixelData, frames: number) {
  const before = known.get(pixels)
  if (before) return before
  const found = parted(pixels, frames)
  known.set(pixels, found)
  return found
}

/** The parts of each frame (PS3.5 annex A.4). */
async function parted(pixels: PixelData, frames: number): Promise<readonly (readonly Fragment[])[]> {
  const { table, fragments } = await itemsOf(pixels)
  if (frames === 1) return [fragments]
  const starts =
    table.length > 0
      ? table
      : fragments.length === frames
        ? fragments.map(({ offset }) => offset)
        : await startsByEnds(pixels.source, fragments)
  const places = new Map(fragments.map(({ offset }, i) => [offset, i]))
  const firsts = starts.map((start) => places.get(start) ?? Number.NaN)
  const inOrder = firsts.every((first, i) => (i === 0 ? first === 0 : first > (firsts[i - 1] ?? 0)))
  if (firsts.length !== frames || !inOrder) throw new RangeError('parts and frames do not go together')
  return firsts.map((first, i) => fragments.slice(first, firsts[i + 1]))
}

/** Without a table, a frame begins behind a part that ends with the mark of a picture's end. */
async function startsByEnds(source: Bytes, fragments: readonly Fragment[]): Promise<number[]> {
  const starts: number[] = []
  let begins = true
  for (const { offset, from, length } of fragments) {
    if (begins) starts.push(offset)
    const tail = await source.read(from + Math.max(0, length - 3), Math.min(3, length))
    begins = tail.includes(Buffer.of(0xff, 0xd9))
  }
  return starts
}

interface Items {
  readonly table: readonly number[]
  readonly fragments: readonly Fragment[]
}

async function itemsOf({ source, from, length }: PixelData): Promise<Items> {
  if (length !== undefined) throw new RangeError('not encapsulated')
  const found: Fragment[] = []
  let window: { from: number; bytes: Buffer } = { from: 0, bytes: Buffer.alloc(0) }
  for (let at = from; ; ) {
    if (at < window.from || at + HEAD > window.from + window.bytes.length)
      window = { from: at, bytes: await source.read(at, Math.min(WINDOW, source.length - at)) }
    const mark = window.bytes.readUInt32LE(at - window.from)
    const size = window.bytes.readUInt32LE(at - window.from + 4)
    if (mark === END) break
    if (mark !== ITEM || size === NO_LENGTH || found.length > MOST_FRAGMENTS)
      throw new RangeError('a part where none belongs')
    found.push({ offset: at, from: at + HEAD, length: size })
    at += HEAD + size
  }
  const [first, ...rest] = found
  if (!first || rest.length === 0) throw new RangeError('no parts')
  const bytes = await source.read(first.from, first.length)
  const table = Array.from({ length: Math.floor(bytes.length / 4) }, (_, i) => bytes.readUInt32LE(4 * i))
  const begin = first.from + first.length
  return { table, fragments: rest.map((part) => ({ ...part, offset: part.offset - begin })) }
}
