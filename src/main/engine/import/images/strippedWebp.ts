import { bareProfile } from './iccProfile.ts'

const HEAD = 12
const KEPT = new Set(['VP8 ', 'VP8L', 'ALPH'])
const [ALPHA_BIT, PROFILE_BIT, MOTION_BIT] = [0x10, 0x20, 0x02]

/** A WebP's chunks with their bodies, as far as the file itself says that it goes. */
function chunksOf(bytes: Buffer): { readonly type: string; readonly body: Buffer }[] {
  const found: { type: string; body: Buffer }[] = []
  const last = Math.min(bytes.length, 8 + bytes.readUInt32LE(4))
  for (let at = HEAD; at + 8 <= last; ) {
    const length = bytes.readUInt32LE(at + 4)
    found.push({
      type: bytes.toString('latin1', at, at + 4),
      body: bytes.subarray(at + 8, Math.min(last, at + 8 + length)),
    })
    at += 8 + length + (length % 2)
  }
  return found
}

/** Pixels, transparency and a bare profile; whatever else there is, and what lies behind, goes. */
export function strippedWebp(bytes: Buffer): Buffer {
  const parts: Buffer[] = []
  for (const { type, body } of chunksOf(bytes)) {
    if (KEPT.has(type)) parts.push(chunk(type, body))
    if (type === 'VP8X') parts.push(chunk(type, extended(bytes, body)))
    if (type === 'ICCP') {
      const bare = bareProfile(body)
      if (bare) parts.push(chunk(type, bare))
    }
  }
  const head = Buffer.from(bytes.subarray(0, HEAD))
  const body = Buffer.concat(parts)
  head.writeUInt32LE(body.length + 4, 4)
  return Buffer.concat([head, body])
}

/** The head of an extended file: its size, and the bits of what is still there. */
function extended(bytes: Buffer, head: Buffer): Buffer {
  const profile = chunksOf(bytes).find(({ type }) => type === 'ICCP')
  const hasProfile = profile !== undefined && bareProfile(profile.body) !== undefined
  const out = Buffer.alloc(10)
  out[0] = ((head[0] ?? 0) & ALPHA_BIT) | (hasProfile ? PROFILE_BIT : 0)
  head.copy(out, 4, 4, 10)
  return out
}

function chunk(type: string, body: Buffer): Buffer {
  const head = Buffer.alloc(8)
  head.write(type, 0, 'latin1')
  head.writeUInt32LE(body.length, 4)
  return Buffer.concat([head, body, Buffer.alloc(body.length % 2)])
}

export const isMovingWebp = (bytes: Buffer): boolean =>
  chunksOf(bytes).some(
    ({ type, body }) => type === 'ANMF' || (type === 'VP8X' && ((body[0] ?? 0) & MOTION_BIT) !== 0),
  )
