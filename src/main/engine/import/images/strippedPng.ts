import { crc32, deflateSync, inflateSync } from 'node:zlib'
import { Unreadable } from '../found/Unreadable.ts'
import { bareProfile } from './iccProfile.ts'

const HEAD = 8
const INDEXED = 3
/** Chunks that say how pixels look, by their length where that is always the same. */
const KEPT: Readonly<Record<string, number | undefined>> = {
  IHDR: 13,
  IDAT: undefined,
  tRNS: undefined,
  gAMA: 4,
  cHRM: 32,
  sRGB: 1,
}
const MOST_PROFILE = 2 ** 22

/** The chunks that pixels need, in their order. Throws `Unreadable` where the end is missing. */
export function strippedPng(bytes: Buffer): Buffer {
  const parts = [bytes.subarray(0, HEAD)]
  const indexed = bytes[25] === INDEXED
  for (let at = HEAD; at + 12 <= bytes.length; ) {
    const length = bytes.readUInt32BE(at)
    const type = bytes.toString('latin1', at + 4, at + 8)
    const end = at + 12 + length
    if (end > bytes.length) break
    if (type === 'IEND') return Buffer.concat([...parts, chunk('IEND', Buffer.alloc(0))])
    if (isKept(type, length, indexed)) parts.push(bytes.subarray(at, end))
    if (type === 'iCCP') parts.push(profileIn(bytes.subarray(at + 8, at + 8 + length)))
    at = end
  }
  throw new Unreadable('imageDamaged')
}

/** Colours that a picture without indices only suggests are not needed. */
const isKept = (type: string, length: number, indexed: boolean) =>
  (type === 'PLTE' && indexed) || (Object.hasOwn(KEPT, type) && (KEPT[type] ?? length) === length)

function chunk(type: string, body: Buffer): Buffer {
  const out = Buffer.alloc(12 + body.length)
  out.writeUInt32BE(body.length, 0)
  out.write(type, 4, 'latin1')
  body.copy(out, 8)
  out.writeUInt32BE(crc32(out.subarray(4, 8 + body.length)), 8 + body.length)
  return out
}

/** The profile without texts, under a name that says nothing; no bytes where it is not sound. */
function profileIn(body: Buffer): Buffer {
  try {
    const packed = body.subarray(body.indexOf(0) + 2)
    const bare = bareProfile(inflateSync(packed, { maxOutputLength: MOST_PROFILE }))
    return bare
      ? chunk('iCCP', Buffer.concat([Buffer.from('ICC\0\0', 'latin1'), deflateSync(bare)]))
      : Buffer.alloc(0)
  } catch {
    return Buffer.alloc(0)
  }
}

/** Whether a PNG moves: readers that do not know of it show the first picture alone. */
export function isMovingPng(bytes: Buffer): boolean {
  for (let at = HEAD; at + 12 <= bytes.length; at += 12 + bytes.readUInt32BE(at)) {
    const type = bytes.toString('latin1', at + 4, at + 8)
    if (type === 'acTL') return true
    if (type === 'IDAT') return false
  }
  return false
}
