import { crc32 } from 'node:zlib'
import { refused } from '../../../shared/reasons/Refused.ts'

/** A file of an archive, where it lies; `sum` is what its bytes must add up to. */
interface Entry {
  readonly name: string
  readonly from: number
  readonly to: number
  readonly sum: number
}

/** Reads one file of an archive, checked against its sum; undefined where there is none of that name. */
export interface StoredZip {
  readonly names: readonly string[]
  read(name: string): Uint8Array | undefined
}

/**
 * A zip archive whose files are stored without compression, as PyTorch writes its checkpoints. Throws `Refused` where
 * files overlap, share a name or do not lie within the archive: what is read of it is then never more than it is.
 */
export function readStoredZip(bytes: Uint8Array): StoredZip {
  const view = new DataView(bytes.buffer, bytes.byteOffset, bytes.byteLength)
  const end = endOfDirectory(bytes, view)
  const count = view.getUint16(end + 10, true)
  let at = view.getUint32(end + 16, true)
  const entries = new Map<string, Entry>()
  for (let i = 0; i < count; i++) {
    const entry = entryAt(bytes, view, at)
    if (entries.has(entry.name)) throw refused('weightsNotTorch', {}, `${entry.name} is there twice`)
    entries.set(entry.name, entry)
    const lengths = [28, 30, 32].reduce((sum, field) => sum + view.getUint16(at + field, true), 0)
    at += 46 + lengths
  }
  let last = 0
  for (const { name, from, to } of [...entries.values()].sort((a, b) => a.from - b.from)) {
    if (from < last) throw refused('weightsNotTorch', {}, `${name} overlaps another file`)
    last = to
  }
  return {
    names: [...entries.keys()],
    read(name) {
      const entry = entries.get(name)
      if (!entry) return undefined
      const content = bytes.subarray(entry.from, entry.to)
      if (crc32(content) !== entry.sum) throw refused('weightsDamaged', {}, name)
      return content
    },
  }
}

function entryAt(bytes: Uint8Array, view: DataView, at: number): Entry {
  if (at + 46 > bytes.length || view.getUint32(at, true) !== 0x02014b50)
    throw refused('weightsNotTorch', {}, 'the zip directory is broken')
  const [method, sum, size, nameLength, local] = [
    view.getUint16(at + 10, true),
    view.getUint32(at + 16, true),
    view.getUint32(at + 24, true),
    view.getUint16(at + 28, true),
    view.getUint32(at + 42, true),
  ]
  const name = new TextDecoder().decode(bytes.subarray(at + 46, at + 46 + nameLength))
  if (method !== 0) throw refused('weightsNotTorch', {}, `${name} is compressed`)
  if (local + 30 > bytes.length) throw refused('weightsCutShort')
  const from = local + 30 + view.getUint16(local + 26, true) + view.getUint16(local + 28, true)
  if (from + size > bytes.length) throw refused('weightsCutShort')
  return { name, from, to: from + size, sum }
}

function endOfDirectory(bytes: Uint8Array, view: DataView): number {
  for (let at = bytes.length - 22; at >= 0 && at > bytes.length - 66_000; at--) {
    if (view.getUint32(at, true) === 0x06054b50) return at
  }
  throw refused('weightsNotTorch', {}, 'no end of a zip directory')
}
