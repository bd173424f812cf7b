import type { Socket } from 'node:net'

/** A PDU begins with its kind, a byte of nothing and the length of the rest. */
const HEAD = 6
/** Longest PDU, bytes: we ask for data in a quarter of that, and an association is asked for in less. */
const LONGEST = 2 ** 20

/**
 * What comes in on a connection, PDU by PDU, each when the one before is dealt with: a sender that is faster than the
 * disk waits. Throws where a PDU claims to be longer than any that was agreed on.
 */
export async function* wholePdus(socket: Socket): AsyncGenerator<Buffer> {
  let parts: Buffer[] = []
  let held = 0
  for await (const part of socket as AsyncIterable<Buffer>) {
    parts.push(part)
    held += part.length
    for (let wanted = lengthOf(parts, held); held >= wanted; wanted = lengthOf(parts, held)) {
      const [first] = parts
      const bytes = parts.length === 1 && first ? first : Buffer.concat(parts)
      yield bytes.subarray(0, wanted)
      parts = [bytes.subarray(wanted)]
      held -= wanted
    }
  }
}

/** Of the PDU that begins there, with its head; of the head alone where not even that is there. */
function lengthOf(parts: Buffer[], held: number): number {
  if (held < HEAD) return HEAD
  if ((parts[0]?.length ?? 0) < HEAD) parts.splice(0, parts.length, Buffer.concat(parts))
  const length = HEAD + (parts[0]?.readUInt32BE(2) ?? 0)
  if (length > LONGEST) throw new Error('A message is longer than agreed.')
  return length
}
