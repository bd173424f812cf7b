import { crc32 } from 'node:zlib'
import { CHANNELS } from '../../../../shared/assistant/embedding.ts'
import { ALL_FIELDS } from './pooled.ts'

/** Numbers of a look. */
export const NUMBERS = ALL_FIELDS * CHANNELS

/** Bytes of the sha256 of the frame, and of a whole record: that, the look, and the CRC-32 of both. */
const HASH = 32
export const RECORD = HASH + NUMBERS + 4 * ALL_FIELDS + 4

/** What a frame looks like: `[16,256]` in 8 bits, and what each field's numbers are to be multiplied with. */
export interface Look {
  readonly numbers: Int8Array
  readonly scales: Float32Array
}

/** In 8 bits a look finds what it found in 32: it is off by less than a hundredth. */
export function lookOf(fields: Float32Array): Look {
  const numbers = new Int8Array(NUMBERS)
  const scales = new Float32Array(ALL_FIELDS)
  for (let field = 0; field < ALL_FIELDS; field++) {
    const own = fields.subarray(field * CHANNELS, (field + 1) * CHANNELS)
    const scale = own.reduce((most, value) => Math.max(most, Math.abs(value)), 0) / 127
    scales[field] = scale
    if (scale > 0)
      for (let c = 0; c < CHANNELS; c++) numbers[field * CHANNELS + c] = Math.round(own[c]! / scale)
  }
  return { numbers, scales }
}

/** As it is kept, little-endian. */
export function packedLook(frame: string, { numbers, scales }: Look): Buffer {
  const bytes = Buffer.alloc(RECORD)
  bytes.write(frame, 0, 'hex')
  bytes.set(new Uint8Array(numbers.buffer, numbers.byteOffset, numbers.length), HASH)
  for (const [field, scale] of scales.entries()) bytes.writeFloatLE(scale, HASH + NUMBERS + 4 * field)
  bytes.writeUInt32LE(crc32(bytes.subarray(0, RECORD - 4)), RECORD - 4)
  return bytes
}

/** What such a record says; undefined where it is damaged. */
export function unpackedLook(bytes: Buffer): { frame: string; look: Look } | undefined {
  if (bytes.readUInt32LE(RECORD - 4) !== crc32(bytes.subarray(0, RECORD - 4))) return undefined
  const numbers = new Int8Array(bytes.buffer, bytes.byteOffset + HASH, NUMBERS)
  const scales = Float32Array.from({ length: ALL_FIELDS }, (_, field) =>
    bytes.readFloatLE(HASH + NUMBERS + 4 * field),
  )
  return { frame: bytes.toString('hex', 0, HASH), look: { numbers, scales } }
}
