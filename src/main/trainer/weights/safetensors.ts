import { refused } from '../../../shared/reasons/Refused.ts'
import { sizeOf } from '../nets/shape.ts'
import { FLOAT_BYTES, type FloatKind, toFloats } from './floats.ts'

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

/**
 * Float tensors of a safetensors file, of any width; others (counters, quantised ones) are left out. Throws
 * `Refused` where the file is not sound.
 */
export function readSafeTensors(bytes: Uint8Array): SafeTensors {
  const refuse = (why: string): never => {
    throw refused('weightsNotSafetensors', {}, why)
  }
  if (bytes.length < 8) refuse('it is too short')
  const length = Number(new DataView(bytes.buffer, bytes.byteOffset).getBigUint64(0, true))
  if (length > HEADER_LIMIT || 8 + length > bytes.length) refuse('its header is longer than the file')
  const header = headerIn(bytes.subarray(8, 8 + length)) ?? refuse('its header is no JSON table')
  const tensors = new Map<string, NamedArray>()
  const body = bytes.subarray(8 + length)
  for (const [name, entry] of Object.entries(header)) {
    if (name === '__metadata__') continue
    const { dtype, shape, data_offsets: offsets } = entry ?? {}
    if (!isNumbers(shape) || !isNumbers(offsets)) return refuse(`tensor ${name} has a broken entry`)
    if (!isFloat(dtype)) continue
    const [from = 0, to = 0] = offsets
    if (to - from !== sizeOf(shape) * FLOAT_BYTES[dtype] || to > body.length)
      refuse(`tensor ${name} does not fit its place`)
    tensors.set(name, { shape, data: floatsIn(body.subarray(from, to), dtype) })
  }
  const metadata = (header['__metadata__'] ?? {}) as unknown as Record<string, string>
  return { tensors, metadata }
}

const isFloat = (dtype: unknown): dtype is FloatKind => typeof dtype === 'string' && dtype in FLOAT_BYTES

function headerIn(bytes: Uint8Array): Record<string, HeaderEntry> | undefined {
  try {
    const value: unknown = JSON.parse(new TextDecoder().decode(bytes))
    const isTable = typeof value === 'object' && value !== null && !Array.isArray(value)
    return isTable ? (value as Record<string, HeaderEntry>) : undefined
  } catch {
    return undefined
  }
}

/** A copy: a Buffer's own slice would share the file's memory, at an offset that no float array may have. */
const floatsIn = (bytes: Uint8Array, kind: FloatKind) =>
  kind === 'F32' ? new Float32Array(new Uint8Array(bytes).buffer) : toFloats(bytes, kind)

const isNumbers = (value: unknown): value is number[] =>
  Array.isArray(value) && value.every((n) => Number.isSafeInteger(n) && n >= 0)
