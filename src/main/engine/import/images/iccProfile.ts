/** Tags that colours are computed from; all others are names, texts and histories. */
const NEEDED = new Set(
  ['rXYZ', 'gXYZ', 'bXYZ', 'rTRC', 'gTRC', 'bTRC', 'kTRC', 'wtpt', 'bkpt', 'chad', 'cicp'].concat([
    'A2B0',
    'A2B1',
    'A2B2',
    'B2A0',
    'B2A1',
    'B2A2',
  ]),
)
const HEAD = 128
const ENTRY = 12
const MOST_TAGS = 100
/** XYZ of the connection space's white, the same in each profile. */
const D50 = Buffer.from('0000f6d6000100000000d32d', 'hex')

/**
 * A colour profile with what decoding needs and nothing else: without its name, texts, maker, model, dates and ids, of
 * which any can name a person or a device. Colours come out the same, so that no pixel changes; turning them into sRGB
 * instead would round each. Undefined where the profile is not sound: decoders pass over such a one.
 */
export function bareProfile(profile: Buffer): Buffer | undefined {
  try {
    return withNeeded(profile)
  } catch {
    return undefined
  }
}

function withNeeded(profile: Buffer): Buffer | undefined {
  if (profile.toString('latin1', 36, 40) !== 'acsp') return undefined
  const count = profile.readUInt32BE(HEAD)
  if (count > MOST_TAGS) return undefined
  const parts = new Map<string, { signatures: string[]; body: Buffer }>()
  for (let i = 0; i < count; i++) {
    const at = HEAD + 4 + i * ENTRY
    const signature = profile.toString('latin1', at, at + 4)
    const [offset, size] = [profile.readUInt32BE(at + 4), profile.readUInt32BE(at + 8)]
    if (!NEEDED.has(signature)) continue
    if (offset + size > profile.length) return undefined
    const body = profile.subarray(offset, offset + lengthOf(profile.subarray(offset, offset + size)))
    // Red, green and blue often share a curve.
    const key = `${offset}:${body.length}`
    const part = parts.get(key) ?? { signatures: [], body }
    part.signatures.push(signature)
    parts.set(key, part)
  }
  return parts.size === 0 ? undefined : joined(headOf(profile), [...parts.values()])
}

/** The header's version, class, spaces and intent; all else says where the profile came from. */
function headOf(profile: Buffer): Buffer {
  const head = Buffer.alloc(HEAD)
  for (const [from, to] of [
    [8, 10],
    [12, 24],
    [36, 40],
    [64, 68],
  ] as const)
    profile.copy(head, from, from, to)
  D50.copy(head, 68)
  return head
}

function joined(head: Buffer, parts: readonly { signatures: readonly string[]; body: Buffer }[]): Buffer {
  const count = parts.reduce((sum, { signatures }) => sum + signatures.length, 0)
  const table = Buffer.alloc(4 + count * ENTRY)
  table.writeUInt32BE(count, 0)
  const bodies: Buffer[] = []
  let at = HEAD + table.length
  let entry = 4
  for (const { signatures, body } of parts) {
    for (const signature of signatures) {
      table.write(signature, entry, 'latin1')
      table.writeUInt32BE(at, entry + 4)
      table.writeUInt32BE(body.length, entry + 8)
      entry += ENTRY
    }
    bodies.push(body, Buffer.alloc((4 - (body.length % 4)) % 4))
    at += Math.ceil(body.length / 4) * 4
  }
  head.writeUInt32BE(at, 0)
  return Buffer.concat([head, table, ...bodies])
}

const CURVE_PARAMETERS = [1, 3, 4, 5, 7]

/** How much of a tag its type needs: what stands behind it is read by nobody. Throws a RangeError for other types. */
function lengthOf(tag: Buffer): number {
  const type = tag.toString('latin1', 0, 4)
  const needed = () => {
    const grid = () => tag[10]! ** tag[8]! * tag[9]!
    switch (type) {
      case 'XYZ ':
        return 20
      case 'sf32':
        return 8 + 36
      case 'cicp':
        return 12
      case 'curv':
        return 12 + 2 * tag.readUInt32BE(8)
      case 'para':
        return 12 + 4 * (CURVE_PARAMETERS[tag.readUInt16BE(8)] ?? Infinity)
      case 'mft1':
        return 48 + 256 * tag[8]! + grid() + 256 * tag[9]!
      case 'mft2':
        return 52 + 2 * (tag.readUInt16BE(48) * tag[8]! + grid() + tag.readUInt16BE(50) * tag[9]!)
      case 'mAB ':
      case 'mBA ':
        return tag.length
      default:
        return Infinity
    }
  }
  const length = needed()
  if (length > tag.length) throw new RangeError('a tag that is not known, or cut short')
  return length
}
