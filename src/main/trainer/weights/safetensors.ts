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

/** Names and places of tensors: our nets' take 50 kB. The format's own limit would let a header take a gigabyte. */
const HEADER_LIMIT = 16e6

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
 * `Refused` where the file is not sound: as the format asks, the tensors' places follow each other without overlap or
 * hole from the first byte behind the header to the file's last, each as large as its shape. What is copied of a file
 * is then never more than the file.
 */
export function readSafeTensors(bytes: Uint8Array): SafeTensors {
  if (bytes.length < 8) refuse('it is too short')
  const length = Number(new DataView(bytes.buffer, bytes.byteOffset).getBigUint64(0, true))
  if (length > HEADER_LIMIT || 8 + length > bytes.length) refuse('its header is longer than the file')
  const header = headerIn(bytes.subarray(8, 8 + length)) ?? refuse('its header is no JSON table')
  const body = bytes.subarray(8 + length)
  const { __metadata__: metadata = {}, ...entries } = header
  const places = Object.entries(entries).map(([name, entry]) => placeOf(name, entry))
  let at = 0
  for (const { name, from, to } of [...places].sort((a, b) => a.from - b.from || a.to - b.to)) {
    if (from !== at) refuse(`tensor ${name} overlaps another or leaves a hole`)
    at = to
  }
  if (at !== body.length) refuse('its tensors do not fill it')
  const tensors = new Map<string, NamedArray>()
  for (const { name, shape, dtype, from, to } of places)
    if (isFloat(dtype)) tensors.set(name, { shape, data: floatsIn(body.subarray(from, to), dtype) })
  return { tensors, metadata: metadataIn(metadata) }
}

function refuse(why: string): never {
  throw refused('weightsNotSafetensors', {}, why)
}

/** Bytes of a number of the kinds that are passed over. */
const OTHER_BYTES: Readonly<Record<string, number>> = {
  I64: 8,
  U64: 8,
  I32: 4,
  U32: 4,
  I16: 2,
  U16: 2,
  I8: 1,
  U8: 1,
  BOOL: 1,
  F8_E4M3: 1,
  F8_E5M2: 1,
}

/** Where a tensor lies, counted from the header's end. */
interface TensorPlace {
  readonly name: string
  readonly shape: readonly number[]
  readonly dtype: string
  readonly from: number
  readonly to: number
}

function placeOf(name: string, entry: HeaderEntry | undefined): TensorPlace {
  const { dtype, shape, data_offsets: offsets } = entry ?? {}
  if (!isNumbers(shape) || !isNumbers(offsets) || offsets.length !== 2 || typeof dtype !== 'string')
    return refuse(`tensor ${name} has a broken entry`)
  const each = isFloat(dtype)
    ? FLOAT_BYTES[dtype]
    : Object.hasOwn(OTHER_BYTES, dtype)
      ? OTHER_BYTES[dtype]
      : undefined
  if (each === undefined) return refuse(`tensor ${name} is of an unknown kind`)
  const [from = 0, to = 0] = offsets
  if (to - from !== sizeOf(shape) * each) return refuse(`tensor ${name} does not fit its place`)
  return { name, shape, dtype, from, to }
}

/** Texts by name. */
function metadataIn(value: unknown): Record<string, string> {
  const isTable = typeof value === 'object' && value !== null && !Array.isArray(value)
  const entries = isTable ? Object.entries(value) : refuse('its metadata are no table')
  return Object.fromEntries(
    entries.map(([name, text]) => [
      name,
      typeof text === 'string' ? text : refuse('its metadata are no texts'),
    ]),
  )
}

const isFloat = (dtype: string): dtype is FloatKind => Object.hasOwn(FLOAT_BYTES, dtype)

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
