import { type Opaque, readPickle } from './pickle.ts'
import type { NamedArray, NamedArrays } from './safetensors.ts'
import { readStoredZip } from './storedZip.ts'

/** The start of a checkpoint written before PyTorch 1.6: a pickled number that no later file begins with. */
const LEGACY_MAGIC = 0x1950a86a20f9469cfc6cn

/**
 * Float tensors of a PyTorch state dict, from a `.pth` of either form (zip, or the older stream). Nothing in
 * the file is run: its pickle may name only what rebuilds tensors (see `pickle.ts`). Integer tensors, such as
 * `num_batches_tracked`, are left out. Throws an Error with one sentence for anything else.
 */
export function readTorchCheckpoint(bytes: Uint8Array): NamedArrays {
  const isZip = bytes[0] === 0x50 && bytes[1] === 0x4b
  return isZip ? readZipForm(bytes) : readLegacyForm(bytes)
}

interface StorageKey {
  readonly kind: string
  readonly key: string
}

/** `('storage', FloatStorage, '0', 'cpu', 128, …)` as PyTorch writes it. */
function storageKey(value: unknown): StorageKey {
  const [tag, kind, key] = value as [unknown, Opaque, unknown]
  if (tag !== 'storage' || typeof key !== 'string')
    throw new Error('The checkpoint names an unknown kind of storage.')
  return { kind: kind.name, key }
}

interface LazyTensor {
  readonly storage: StorageKey
  readonly offset: number
  readonly shape: number[]
  readonly strides: number[]
}

/** What the allow-list lets a tensor be rebuilt from. */
function rebuildTensor(args: unknown[]): LazyTensor {
  const [storage, offset, shape, strides] = args as [StorageKey, number, number[], number[]]
  return { storage, offset, shape, strides }
}

function readZipForm(bytes: Uint8Array): NamedArrays {
  const files = readStoredZip(bytes)
  const pickleName = [...files.keys()].find((name) => name.endsWith('/data.pkl') || name === 'data.pkl')
  if (!pickleName) throw new Error('The zip file holds no PyTorch checkpoint.')
  const folder = pickleName.slice(0, -'data.pkl'.length)
  const { value } = readPickle(files.get(pickleName)!, 0, { persistent: storageKey, rebuildTensor })
  return materialise(value, ({ key }) => files.get(`${folder}data/${key}`))
}

function readLegacyForm(bytes: Uint8Array): NamedArrays {
  const options = { persistent: storageKey, rebuildTensor }
  const magic = readPickle(bytes, 0, options)
  if (magic.value !== LEGACY_MAGIC) throw new Error('The file is no PyTorch checkpoint.')
  const protocol = readPickle(bytes, magic.end, options)
  const system = readPickle(bytes, protocol.end, options)
  const content = readPickle(bytes, system.end, options)
  const keys = readPickle(bytes, content.end, options)
  const storages = new Map<string, Uint8Array>()
  const widths = new Map<string, number>()
  collect(content.value, (tensor) => widths.set(tensor.storage.key, elementBytes(tensor.storage.kind)))
  let at = keys.end
  for (const key of keys.value as string[]) {
    const count = Number(new DataView(bytes.buffer, bytes.byteOffset + at).getBigUint64(0, true))
    const size = count * (widths.get(key) ?? 4)
    storages.set(key, bytes.subarray(at + 8, at + 8 + size))
    at += 8 + size
  }
  return materialise(content.value, ({ key }) => storages.get(key))
}

const elementBytes = (kind: string) => (kind === 'LongStorage' || kind === 'DoubleStorage' ? 8 : 4)

const isTensor = (value: unknown): value is LazyTensor =>
  typeof value === 'object' && value !== null && 'storage' in value && 'strides' in value

function collect(value: unknown, visit: (tensor: LazyTensor, name: string) => void): void {
  if (!(value instanceof Map)) throw new Error('The checkpoint holds no table of tensors.')
  for (const [name, item] of value) if (isTensor(item)) visit(item, String(name))
}

function materialise(value: unknown, storage: (key: StorageKey) => Uint8Array | undefined): NamedArrays {
  const named = new Map<string, NamedArray>()
  collect(value, (tensor, name) => {
    if (tensor.storage.kind !== 'FloatStorage') return
    const raw = storage(tensor.storage)
    if (!raw || tensor.offset + extent(tensor) > raw.length / 4)
      throw new Error(`Tensor ${name} does not fit its storage.`)
    named.set(name, { shape: tensor.shape, data: gathered(tensor, raw) })
  })
  return named
}

/** Elements from a tensor's first to one past its last. */
const extent = ({ shape, strides }: LazyTensor) =>
  shape.some((side) => side === 0)
    ? 0
    : shape.reduce((last, side, axis) => last + (side - 1) * strides[axis]!, 1)

/** The tensor's values in row-major order; storages may lie in another (channels last, transposed). */
function gathered({ shape, strides, offset }: LazyTensor, raw: Uint8Array): Float32Array {
  const source = new DataView(raw.buffer, raw.byteOffset, raw.byteLength)
  const out = new Float32Array(shape.reduce((a, b) => a * b, 1))
  const at = shape.map(() => 0)
  for (let i = 0; i < out.length; i++) {
    let place = offset
    for (let axis = 0; axis < at.length; axis++) place += at[axis]! * strides[axis]!
    out[i] = source.getFloat32(place * 4, true)
    for (let axis = at.length - 1; axis >= 0; axis--) {
      at[axis]!++
      if (at[axis]! < shape[axis]!) break
      at[axis] = 0
    }
  }
  return out
}
