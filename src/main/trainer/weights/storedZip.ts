import { refused } from '../../../shared/reasons/Refused.ts'
/** The files of a zip archive that are stored without compression, as PyTorch writes its checkpoints. */
export function readStoredZip(bytes: Uint8Array): Map<string, Uint8Array> {
  const view = new DataView(bytes.buffer, bytes.byteOffset, bytes.byteLength)
  const end = endOfDirectory(bytes, view)
  const count = view.getUint16(end + 10, true)
  let at = view.getUint32(end + 16, true)
  const files = new Map<string, Uint8Array>()
  for (let i = 0; i < count; i++) {
    if (at + 46 > bytes.length || view.getUint32(at, true) !== 0x02014b50)
      throw refused('weightsNotTorch', {}, 'the zip directory is broken')
    const [method, size, nameLength] = [
      view.getUint16(at + 10, true),
      view.getUint32(at + 24, true),
      view.getUint16(at + 28, true),
    ]
    const skip = view.getUint16(at + 30, true) + view.getUint16(at + 32, true)
    const local = view.getUint32(at + 42, true)
    const name = new TextDecoder().decode(bytes.subarray(at + 46, at + 46 + nameLength))
    if (method !== 0) throw refused('weightsNotTorch', {}, `${name} is compressed`)
    const from = local + 30 + view.getUint16(local + 26, true) + view.getUint16(local + 28, true)
    if (from + size > bytes.length) throw refused('weightsCutShort')
    files.set(name, bytes.subarray(from, from + size))
    at += 46 + nameLength + skip
  }
  return files
}

function endOfDirectory(bytes: Uint8Array, view: DataView): number {
  for (let at = bytes.length - 22; at >= 0 && at > bytes.length - 66_000; at--) {
    if (view.getUint32(at, true) === 0x06054b50) return at
  }
  throw refused('weightsNotTorch', {}, 'no end of a zip directory')
}
