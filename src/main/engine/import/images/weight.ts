import { lstat } from 'node:fs/promises'
import sharp, { type Metadata } from 'sharp'
import { using } from '../../../dicom/Bytes.ts'
import type { Found } from '../found/Incoming.ts'
import { Unreadable } from '../found/Unreadable.ts'
import { bmpHeader } from './bmpHeader.ts'
import { MemoryBudget } from './MemoryBudget.ts'
import { mustNotExceed } from './readImage.ts'

const MB = 2 ** 20
/**
 * What all files that are read at the same time may take together. With the engine's own 150 MB and what the
 * allocator keeps, an import stays below 600 MB whatever comes.
 */
const TOGETHER = 288 * MB
export const decodingMemory = new MemoryBudget(TOGETHER)

/** Does what takes so many bytes once there is room for them. */
export async function whileHeld<T>(needed: Promise<number>, work: () => Promise<T>): Promise<T> {
  const hold = await decodingMemory.hold(needed)
  try {
    return await work()
  } finally {
    hold.release()
  }
}

/** What is done with a picture besides looking at it; each takes bytes for every pixel, measured at the peak. */
export interface Work {
  readonly text?: boolean
  readonly mask?: boolean
}
const TEXT = 15
const MASK = 16
/** Besides, where samples have more than eight bits: they are held in both depths, and as numbers where they are 32. */
const DEEP_MASK = 16
/** Bytes that any picture takes, for rows and libraries. */
const LEAST = 4 * MB

/** A file that holds so many times its pixels, and this, holds something else. */
const TIMES_ITS_PIXELS = 2
const BESIDE_PIXELS = 16 * MB

/**
 * Bytes that reading a found image takes, known before it is read: by its header, or by what its layout says. Throws
 * `Unreadable` where that is more than there is, or where the file is far larger than its pixels.
 */
export async function weightOf(item: Pick<Found, 'path' | 'read' | 'weight'>, work: Work): Promise<number> {
  const bytes = item.weight === undefined ? await weightOfFile(item.path, work) : item.weight(perPixel(work))
  if (bytes > TOGETHER)
    throw new Unreadable('needsMemory', { needed: Math.round(bytes / MB), most: TOGETHER / MB })
  return bytes
}

const perPixel = ({ text, mask }: Work) => (text ? TEXT : 0) + (mask ? MASK : 0)

async function weightOfFile(path: string, work: Work): Promise<number> {
  const found = await lstat(path).catch(() => undefined)
  // Whoever reads it says why it cannot be read.
  if (!found?.isFile()) return LEAST
  const metadata = await sharp(path, { limitInputPixels: false })
    .metadata()
    .catch(() => undefined)
  if (!metadata) return weightOfBitmap(path, found.size, work)
  const pixels = metadata.width * metadata.height
  mustNotExceed(pixels)
  mustSuit(found.size, TIMES_ITS_PIXELS * pixels * sampleBytes(metadata) + BESIDE_PIXELS, pixels)
  const deep = work.mask && metadata.depth !== 'uchar' ? DEEP_MASK : 0
  return LEAST + 2 * found.size + pixels * (decoding(metadata) + perPixel(work) + deep)
}

/** A bitmap's indices, its colours and a PNG of those; any other file is refused once it is read. */
const BITMAP = 10
const BITMAP_HEAD = 2048

async function weightOfBitmap(path: string, size: number, work: Work): Promise<number> {
  const pixels = await pixelsOfBitmap(path)
  mustNotExceed(pixels)
  mustSuit(size, TIMES_ITS_PIXELS * 4 * pixels + BESIDE_PIXELS, pixels)
  return LEAST + size + pixels * (BITMAP + perPixel(work))
}

/** By its header, whatever its length: rows written as runs are few bytes. 0 for what is no bitmap. */
async function pixelsOfBitmap(path: string): Promise<number> {
  try {
    const head = await using(path, (file) => file.read(Buffer.alloc(BITMAP_HEAD), 0, BITMAP_HEAD, 0))
    const { width, height } = bmpHeader(head.buffer.subarray(0, head.bytesRead))
    return width * height
  } catch {
    return 0
  }
}

function mustSuit(size: number, most: number, pixels: number): void {
  if (size > most)
    throw new Unreadable('fileBeyondPixels', {
      megabytes: Math.round(size / MB),
      megapixels: Math.round(pixels / 1e5) / 10,
    })
}

const DEPTHS: Readonly<Record<string, number>> = { uchar: 1, char: 1, ushort: 2, short: 2 }
const sampleBytes = ({ channels, depth }: Metadata) => channels * (DEPTHS[depth] ?? 8)

/** Bytes for each pixel while a picture is decoded to its small one and written anew. */
function decoding(metadata: Metadata): number {
  const { format, isProgressive, chromaSubsampling = '', orientation = 1 } = metadata
  const whole = sampleBytes(metadata)
  // A turned picture is held whole, and becomes a PNG.
  const turned = orientation === 1 ? 0 : 2 * whole
  switch (format) {
    case 'jpeg':
      // All scans' coefficients are held, two bytes each; colours mostly at half or a quarter of the places.
      return turned + (isProgressive ? 2 * (chromaSubsampling.startsWith('4:2:') ? 2 : whole) + 0.5 : 0.5)
    case 'tiff':
      return 2 * whole + 1
    case 'webp':
      return turned + 5
    default:
      return turned + (isProgressive ? whole : 1) + 1
  }
}
