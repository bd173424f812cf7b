import { sizeOf } from '../nets/shape.ts'

/** Named arrays as they lie in a file. `shape` is PyTorch's layout (OIHW) wherever a net's weights are meant. */
export interface NamedArray {
  readonly shape: readonly number[]
  readonly data: Float32Array
}

export type NamedArrays = ReadonlyMap<string, NamedArray>

export interface SafeTensors {
  readonly tensors: NamedArrays
  readonly metadata: Readonly<Record<string, string>>
}

const HEADER_LIMIT = 100e6

/** Bytes in the safetensors format: u64 header length, JSON header, float32 data, tensors by name. */
export function writeSafeTensors({ tensors, metadata }: SafeTensors): Uint8Array {
  const header: Record<string, unknown> = { __metadata__: metadata }
  let offset = 0
  const names = [...tensors.keys()].sort()
  for (const name of names) {
    const { shape, data } = tensors.get(name)!
    header[name] = { dtype: 'F32', shape, data_offsets: [offset, offset + data.byteLength] }
    offset += data.byteLength
  }
  const json = JSON.stringify(header)
  // The data begins on a multiple of eight, as the format asks.
  const text = new TextEncoder().encode(json.padEnd(Math.ceil(json.length / 8) * 8, ' '))
  const bytes = new Uint8Array(8 + text.length + offset)
  new DataView(bytes.buffer).setBigUint64(0, BigInt(text.length), true)
  bytes.set(text, 8)
  let at = 8 + text.length
  for (const name of names) {
    const { data } = tensors.get(name)!
    bytes.set(new Uint8Array(data.buffer, data.byteOffset, data.byteLength), at)
    at += data.byteLength
  }
  return bytes
}

interface HeaderEntry {
  dtype: unknown
  shape: unknown
  data_offsets: unknown
}

/** Reads a safetensors file of float32 tensors. Throws an Error with one sentence where the file is not sound. */
export function readSafeTensors(bytes: Uint8Array): SafeTensors {
  const refuse = (why: string): never => {
    throw new Error(`This is not a sound safetensors file: ${why}.`)
  }
  if (bytes.length < 8) refuse('it is too short')
  const length = Number(new DataView(bytes.buffer, bytes.byteOffset).getBigUint64(0, true))
  if (length > HEADER_LIMIT || 8 + length > bytes.length) refuse('its header is longer than the file')
  const header = JSON.parse(new TextDecoder().decode(bytes.subarray(8, 8 + length))) as Record<
    string,
    HeaderEntry
  >
  const tensors = new Map<string, NamedArray>()
  const body = bytes.subarray(8 + length)
  for (const [name, entry] of Object.entries(header)) {
    if (name === '__metadata__') continue
    const { dtype, shape, data_offsets: offsets } = entry
    if (dtype !== 'F32') refuse(`tensor ${name} has type ${String(dtype)}, only F32 is read`)
    if (!isNumbers(shape) || !isNumbers(offsets)) refuse(`tensor ${name} has a broken entry`)
    const [from, to] = offsets as [number, number]
    if (to - from !== sizeOf(shape as number[]) * 4 || from < 0 || to > body.length) {
      refuse(`tensor ${name} does not fit its place`)
    }
    // A copy: a Buffer's own slice would share the file's memory, at an offset that no float array may have.
    const copy = new Uint8Array(body.subarray(from, to))
    tensors.set(name, { shape: shape as number[], data: new Float32Array(copy.buffer) })
  }
  const metadata = (header['__metadata__'] ?? {}) as unknown as Record<string, string>
  return { tensors, metadata }
}

const isNumbers = (value: unknown): value is number[] =>
  Array.isArray(value) && value.every((n) => Number.isSafeInteger(n) && n >= 0)
