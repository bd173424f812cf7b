import { createInflateRaw, type InflateRaw, inflateRawSync } from 'node:zlib'
import { type Bytes, bytesIn } from './Bytes.ts'
import { NotReadable } from './NotReadable.ts'

/** A deflated file is unpacked into memory, since its pixels cannot be read where they lie: no more than this. */
const MOST_UNPACKED = 96 * 2 ** 20
/** What may follow the pixels: padding, signatures. */
const AFTER_PIXELS = 2 ** 16
/** Packed bytes that are unpacked at a time: a thousand times as many may come out. */
const PART = 2 ** 12

/** The first bytes of what is packed from a place on, at most so many; fewer where there are no more. */
export async function inflatedHeader(file: Bytes, from: number, most: number): Promise<Buffer> {
  const parts: Buffer[] = []
  let length = 0
  const inflate = createInflateRaw()
  inflate.on('data', (part: Buffer) => {
    parts.push(part)
    length += part.length
  })
  try {
    for (let at = from; at < file.length && length < most; at += PART)
      await written(inflate, await file.read(at, Math.min(PART, file.length - at)))
    return Buffer.concat(parts).subarray(0, most)
  } finally {
    inflate.destroy()
  }
}

/** Resolves once a part is unpacked, or what is packed has ended; rejects where it is damaged. */
function written(inflate: InflateRaw, part: Buffer): Promise<void> {
  return new Promise((resolve, reject) => {
    inflate.once('error', reject)
    inflate.write(part, () => {
      inflate.off('error', reject)
      resolve()
    })
  })
}

/**
 * The file with its packed part unpacked, once something of it is read. `needed` is where its pixels end, as its own
 * header says: more than that, or less, is damage or a bomb. Throws `NotReadable`; reading, an Error of zlib's.
 */
export function inflatedWhole(file: Bytes, meta: Buffer, needed: number): Bytes {
  if (needed > MOST_UNPACKED)
    throw new NotReadable('dicomUnpacksTooLarge', {
      megabytes: Math.round(needed / 2 ** 20),
      most: MOST_UNPACKED / 2 ** 20,
    })
  let whole: Promise<Bytes> | undefined
  return {
    length: needed,
    read: async (from, length) => {
      whole ??= unpack(file, meta, needed)
      return (await whole).read(from - meta.length, length)
    },
  }
}

/** What follows the meta group. */
async function unpack(file: Bytes, meta: Buffer, needed: number): Promise<Bytes> {
  const packed = await file.read(meta.length, file.length - meta.length)
  const body = inflateRawSync(packed, {
    maxOutputLength: needed + AFTER_PIXELS,
    // One part as large as all: parts would be joined, which takes twice the memory.
    chunkSize: Math.max(64, needed - meta.length + AFTER_PIXELS),
  })
  return bytesIn(body)
}
