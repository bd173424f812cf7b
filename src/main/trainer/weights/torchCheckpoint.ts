import { refused } from '../../../shared/reasons/Refused.ts'
import { FLOAT_BYTES, type FloatKind, toFloats } from './floats.ts'
import { type Opaque, readPickle } from './pickle.ts'
import type { NamedArray, NamedArrays } from './safetensors.ts'
import { readStoredZip } from './storedZip.ts'

/** The start of a checkpoint written before PyTorch 1.6: a pickled number that no later file begins with. */
const LEGACY_MAGIC = 0x1950a86a20f9469cfc6cn

/** Tables of float tensors by the name they have in the file; a bare state dict's name is empty. */
export type TensorTables = ReadonlyMap<string, NamedArrays>

/**
 * The state dicts in a `.pth` of either form (zip, or the older stream): the file's own, or those it holds by
 * name beside other things. Nothing in the file is run: its pickle may name only what rebuilds tensors (see
 * `pickle.ts`). Integer tensors, such as `num_batches_tracked`, are left out. Throws an Error with one sentence
 * for anything else.
 */
export function readTorchTables(bytes: Uint8Array): TensorTables {
  const isZip = bytes[0] === 0x50 && bytes[1] === 0x4b
  return isZip ? readZipForm(bytes) : readLegacyForm(bytes)
}

/** The tensors of a file that holds one state dict. */
export function readTorchCheckpoint(bytes: Uint8Array): NamedArrays {
  const tables = readTorchTables(bytes)
  const only = tables.get('') ?? [...tables.values()][0]
  if (!only) throw refused('weightsWithoutTensors')
  return only
}

interface StorageKey {
  readonly kind: string
  readonly key: string
}

/** `('storage', FloatStorage, '0', 'cpu', 128, …)` as PyTorch writes it. */
function storageKey(value: unknown): StorageKey {
  const [tag, kind, key] = Array.isArray(value) ? (value as [unknown, Opaque | undefined, unknown]) : []
  if (tag !== 'storage' || typeof key !== 'string' || typeof kind?.name !== 'string')
    throw refused('weightsNotTorch', {}, 'an unknown kind of storage')
  return { kind: kind.name, key }
}

interface LazyTensor {
  readonly storage: StorageKey
  readonly offset: number
  readonly shape: readonly number[]
  readonly strides: readonly number[]
}

const isCount = (value: unknown): value is number => Number.isSafeInteger(value) && (value as number) >= 0
/** More sides than a tensor of any net has: many may name one endless list. */
const MOST_SIDES = 8
const areCounts = (value: unknown): value is number[] =>
  Array.isArray(value) && value.length <= MOST_SIDES && value.every(isCount)

/** What the allow-list lets a tensor be rebuilt from. */
function rebuildTensor(args: unknown[]): LazyTensor {
  const [storage, offset, shape, strides] = args
  const whole =
    typeof storage === 'object' &&
    storage !== null &&
    'key' in storage &&
    isCount(offset) &&
    areCounts(shape) &&
    areCounts(strides) &&
    shape.length === strides.length
  if (!whole) throw refused('weightsTensorBroken', { tensor: '?' })
  return { storage: storage as StorageKey, offset, shape, strides }
}

const pickleOptions = { persistent: storageKey, rebuildTensor }

function readZipForm(bytes: Uint8Array): TensorTables {
  const zip = readStoredZip(bytes)
  const pickleName = zip.names.find((name) => name.endsWith('/data.pkl') || name === 'data.pkl')
  if (!pickleName) throw refused('weightsNotTorch', {}, 'no data.pkl')
  const folder = pickleName.slice(0, -'data.pkl'.length)
  const { value } = readPickle(zip.read(pickleName) ?? bytes, 0, pickleOptions)
  return materialise(value, bytes.length, ({ key }) => zip.read(`${folder}data/${key}`))
}

function readLegacyForm(bytes: Uint8Array): TensorTables {
  const magic = readPickle(bytes, 0, pickleOptions)
  if (magic.value !== LEGACY_MAGIC) throw refused('weightsNotTorch', {}, 'no magic number')
  const protocol = readPickle(bytes, magic.end, pickleOptions)
  const system = readPickle(bytes, protocol.end, pickleOptions)
  const content = readPickle(bytes, system.end, pickleOptions)
  const keys = readPickle(bytes, content.end, pickleOptions)
  if (!Array.isArray(keys.value)) throw refused('weightsNotTorch', {}, 'no list of storages')
  const widths = new Map<string, number>()
  for (const table of tablesIn(content.value).values())
    for (const { storage } of table.values()) widths.set(storage.key, elementBytes(storage.kind))
  const storages = new Map<string, Uint8Array>()
  const view = new DataView(bytes.buffer, bytes.byteOffset, bytes.byteLength)
  let at = keys.end
  for (const key of keys.value as unknown[]) {
    if (typeof key !== 'string' || at + 8 > bytes.length) throw refused('weightsCutShort')
    const size = Number(view.getBigUint64(at, true)) * (widths.get(key) ?? 4)
    if (at + 8 + size > bytes.length) throw refused('weightsCutShort')
    storages.set(key, bytes.subarray(at + 8, at + 8 + size))
    at += 8 + size
  }
  return materialise(content.value, bytes.length, ({ key }) => storages.get(key))
}

const FLOAT_KINDS: Readonly<Record<string, FloatKind>> = {
  FloatStorage: 'F32',
  DoubleStorage: 'F64',
  HalfStorage: 'F16',
  BFloat16Storage: 'BF16',
}

const OTHER_BYTES: Readonly<Record<string, number>> = { LongStorage: 8, BoolStorage: 1, ByteStorage: 1 }

function elementBytes(kind: string): number {
  const float = FLOAT_KINDS[kind]
  return float ? FLOAT_BYTES[float] : (OTHER_BYTES[kind] ?? 4)
}

const isTensor = (value: unknown): value is LazyTensor =>
  typeof value === 'object' && value !== null && 'storage' in value && 'strides' in value

/** More tensors than any net has: tables may name one another's, so that few bytes stand for any number. */
const MOST_TENSORS = 100_000

/** The file's tables of tensors: its own, and those one level below it. */
function tablesIn(value: unknown): Map<string, Map<string, LazyTensor>> {
  if (!(value instanceof Map)) throw refused('weightsWithoutTensors')
  const tables = new Map<string, Map<string, LazyTensor>>()
  let count = 0
  const add = (table: unknown, name: unknown, tensor: LazyTensor) => {
    if (typeof table !== 'string' || typeof name !== 'string' || ++count > MOST_TENSORS)
      throw refused('weightsWithoutTensors')
    const known = tables.get(table) ?? new Map<string, LazyTensor>()
    tables.set(table, known.set(name, tensor))
  }
  for (const [name, item] of value) {
    if (isTensor(item)) add('', name, item)
    else if (item instanceof Map)
      for (const [inner, tensor] of item) if (isTensor(tensor)) add(name, inner, tensor)
  }
  if (tables.size === 0) throw refused('weightsWithoutTensors')
  return tables
}

/**
 * The tensors' values. Tensors may share a storage, as tied weights do; all together they take at most twice what the
 * file holds, or a file of a few bytes could ask for any memory.
 */
function materialise(
  value: unknown,
  fileBytes: number,
  storage: (key: StorageKey) => Uint8Array | undefined,
): Map<string, NamedArrays> {
  const known = new Map<string, Float32Array>()
  const floatsOf = ({ kind, key }: StorageKey, float: FloatKind) => {
    const found = known.get(`${kind} ${key}`)
    if (found) return found
    const raw = storage({ kind, key })
    const values = toFloats(wholeElements(raw ?? new Uint8Array(), float), float)
    known.set(`${kind} ${key}`, values)
    return values
  }
  const tables = new Map<string, NamedArrays>()
  let left = (2 * fileBytes) / FLOAT_BYTES.F32
  for (const [table, tensors] of tablesIn(value)) {
    const named = new Map<string, NamedArray>()
    for (const [name, tensor] of tensors) {
      const float = FLOAT_KINDS[tensor.storage.kind]
      if (!float) continue
      const source = floatsOf(tensor.storage, float)
      const count = tensor.shape.reduce((a, b) => a * b, 1)
      if (count > source.length || tensor.offset + extent(tensor) > source.length)
        throw refused('weightsTensorBroken', { tensor: name })
      left -= count
      if (left < 0) throw refused('weightsTensorBroken', { tensor: name }, 'more than the file holds')
      named.set(name, { shape: tensor.shape, data: gathered(tensor, source) })
    }
    tables.set(table, named)
  }
  return tables
}

const wholeElements = (raw: Uint8Array, kind: FloatKind) =>
  raw.subarray(0, raw.length - (raw.length % FLOAT_BYTES[kind]))

/** Elements from a tensor's first to one past its last. */
const extent = ({ shape, strides }: LazyTensor) =>
  shape.some((side) => side === 0)
    ? 0
    : shape.reduce((last, side, axis) => last + (side - 1) * strides[axis]!, 1)

/** The tensor's values in row-major order; storages may lie in another (channels last, transposed). */
function gathered({ shape, strides, offset }: LazyTensor, source: Float32Array): Float32Array {
  const out = new Float32Array(shape.reduce((a, b) => a * b, 1))
  const at = shape.map(() => 0)
  for (let i = 0; i < out.length; i++) {
    let place = offset
    for (let axis = 0; axis < at.length; axis++) place += at[axis]! * strides[axis]!
    out[i] = source[place]!
    for (let axis = at.length - 1; axis >= 0; axis--) {
      at[axis]!++
      if (at[axis]! < shape[axis]!) break
      at[axis] = 0
    }
  }
  return out
}
