import { existsSync } from 'node:fs'
import { crc32 } from 'node:zlib'
import { describe, expect, it } from 'vitest'
import { readForeignWeights } from '../../../../../src/main/trainer/weights/foreignWeights.ts'
import type { NamedArrays } from '../../../../../src/main/trainer/weights/safetensors.ts'
import { writeSafeTensors } from '../../../../../src/main/trainer/weights/safetensors.ts'
import { mulberry32, whole } from '../../../../../src/shared/domain/random.ts'
import { torchFile } from '../../../../support/torchFile.ts'

const net = (seed: number, prefix = ''): NamedArrays => {
  const random = mulberry32(seed)
  const tensor = (...shape: number[]) => {
    const data = Float32Array.from({ length: shape.reduce((a, b) => a * b, 1) }, random)
    return { shape, data }
  }
  return new Map([
    [`${prefix}conv1.weight`, tensor(4, 3, 3, 3)],
    [`${prefix}bn1.weight`, tensor(4)],
    [`${prefix}bn1.running_var`, tensor(4)],
  ])
}

const plain = (named: NamedArrays) => [...named].map(([name, t]) => [name, [...t.shape], [...t.data]])

describe.each(['zip', 'legacy'] as const)('a PyTorch checkpoint (%s)', (form) => {
  it('of one state dict is the student', () => {
    const bytes = torchFile({ form, tables: { '': net(1) } })
    expect(plain(readForeignWeights(bytes, 'student'))).toEqual(plain(net(1)))
  })

  it('of the public code gives student or teacher, without the names of parallel training', () => {
    const bytes = torchFile({ form, tables: { model: net(1, 'module.'), model_ema: net(2, 'module.') } })
    expect(plain(readForeignWeights(bytes, 'student'))).toEqual(plain(net(1)))
    expect(plain(readForeignWeights(bytes, 'teacher'))).toEqual(plain(net(2)))
  })

  it('without a teacher says what it holds', () => {
    const bytes = torchFile({ form, tables: { model: net(1) } })
    expect(() => readForeignWeights(bytes, 'teacher')).toThrow('The file holds no teacher; it holds model.')
  })
})

/** Files that are all wrong in their own way: what it is, and its bytes. */
function* mutations(): Generator<[string, Uint8Array]> {
  const random = mulberry32(7)
  const sound = {
    zip: torchFile({ form: 'zip', tables: { model: net(1) } }),
    legacy: torchFile({ form: 'legacy', tables: { model: net(1) } }),
    safetensors: writeSafeTensors({ tensors: net(1), metadata: {} }),
  }
  for (const [form, bytes] of Object.entries(sound))
    for (let i = 0; i < 40; i++) {
      const length = whole(random, 0, bytes.length - 1)
      yield [`${form} cut at ${length}`, bytes.subarray(0, length)]
    }
  const globals = ['os\nsystem', 'posix\nsystem', 'builtins\neval', 'subprocess\nPopen', 'shutil\nrmtree']
  for (const form of ['zip', 'legacy'] as const)
    for (const evil of globals)
      yield [`${form} that runs ${evil}`, torchFile({ form, tables: { model: net(1) }, evil })]
  // The pickle's own bytes: shapes, strides, counts and names. A change that still reads as a checkpoint of
  // floats that fit is a checkpoint; the ones below cannot be.
  const pickled = sound.zip.indexOf('conv1.weight')
  for (let i = 0; i < 60; i++) {
    const bytes = Uint8Array.from(sound.zip)
    bytes.set([0xff, 0xfe, 0xfd], pickled + 20 + i)
    yield [`zip with a broken pickle at ${i}`, bytes]
  }
  const text = new TextDecoder().decode(sound.safetensors.subarray(8))
  const header = text.slice(0, text.lastIndexOf('}') + 1).split('\0')[0]!
  const forged = (json: string, length = json.length) => {
    const bytes = new Uint8Array(8 + json.length + 500)
    new DataView(bytes.buffer).setBigUint64(0, BigInt(length), true)
    bytes.set(new TextEncoder().encode(json), 8)
    return bytes
  }
  for (let i = 0; i < 30; i++) yield [`header of forged length ${i}`, forged(header, 2 ** (20 + i))]
  for (let i = 1; i <= 30; i++) {
    yield [`shape forged by ${i}`, forged(header.replace('"shape":[4]', `"shape":[${4 + i}]`))]
    yield [`offsets forged by ${i}`, forged(header.replace(/\[0,\d+\]/, `[${-i},${10 * i + 1}]`))]
  }
  for (const json of ['[]', 'null', '7', '"x"', '{', '{"a":null}', '{"a":{}}', '{"a":{"dtype":"F32"}}'])
    yield [`header ${json}`, forged(json)]
  for (let i = 0; i < 20; i++)
    yield [`noise ${i}`, Uint8Array.from({ length: whole(random, 1, 4000) }, () => whole(random, 0, 255))]
}

describe('a mutated weights file', () => {
  const all = [...mutations()]

  it('is one of more than three hundred', () => expect(all.length).toBeGreaterThan(300))

  it('is refused with a sentence, and nothing of it runs', () => {
    for (const [what, bytes] of all) {
      let message = 'accepted'
      try {
        readForeignWeights(bytes, 'student')
      } catch (error) {
        message = (error as Error).message
      }
      expect(message, what).toMatch(/^[A-Z].*\.$/)
      expect(message, what).not.toMatch(/undefined|NaN|RangeError|not a function|Invalid/)
    }
    expect(existsSync('/tmp/loco-was-here')).toBe(false)
  })
})

/** A safetensors file of these entries over so many bytes. */
function safetensors(
  entries: Record<string, readonly [shape: number[], from: number, to: number]>,
  size: number,
) {
  const header = Object.fromEntries(
    Object.entries(entries).map(([name, [shape, from, to]]) => [
      name,
      { dtype: 'F32', shape, data_offsets: [from, to] },
    ]),
  )
  const json = Buffer.from(JSON.stringify(header))
  const length = Buffer.alloc(8)
  length.writeBigUInt64LE(BigInt(json.length))
  return Buffer.concat([length, json, Buffer.alloc(size)])
}

describe('a safetensors file', () => {
  it('whose tensors follow each other is read, in whatever order it names them', () => {
    const file = safetensors({ b: [[2], 8, 16], a: [[2], 0, 8], none: [[0], 8, 8] }, 16)
    expect([...readForeignWeights(file, 'student').keys()]).toEqual(['b', 'a', 'none'])
  })

  it.each([
    ['overlap', { a: [[2], 0, 8], b: [[2], 4, 12] }, 12],
    ['are the same', { a: [[2], 0, 8], b: [[2], 0, 8] }, 8],
    ['leave a hole', { a: [[2], 0, 8], b: [[2], 12, 20] }, 20],
    ['begin late', { a: [[2], 4, 12] }, 12],
    ['end before the file does', { a: [[2], 0, 8] }, 12],
    ['end behind the file', { a: [[4], 0, 16] }, 12],
  ] as const)('whose tensors %s is refused', (_, entries, size) => {
    const file = safetensors(entries as unknown as Parameters<typeof safetensors>[0], size)
    expect(() => readForeignWeights(file, 'student')).toThrow('This is not a sound safetensors file')
  })

  it('of 4 MB that stands for 1.75 GB is refused before it takes memory', () => {
    const floats = 1e6
    const all = Array.from({ length: 440 }, (_, i) => [`t${i}`, [[floats], 0, 4 * floats]] as const)
    const file = safetensors(
      Object.fromEntries(all) as unknown as Parameters<typeof safetensors>[0],
      4 * floats,
    )
    const before = process.memoryUsage().arrayBuffers
    expect(() => readForeignWeights(file, 'student')).toThrow('This is not a sound safetensors file')
    expect(process.memoryUsage().arrayBuffers - before).toBeLessThan(20e6)
  })
})

/** A zip of stored files, whose directory may lie. */
function storedZip(files: readonly { name: string; body: Buffer; as?: number }[]): Buffer {
  const parts: Buffer[] = []
  const directory: Buffer[] = []
  const places: number[] = []
  let at = 0
  for (const { name, body, as } of files) {
    const local = Buffer.alloc(30)
    local.writeUInt32LE(0x04034b50, 0)
    local.writeUInt16LE(name.length, 26)
    places.push(at)
    const entry = Buffer.alloc(46)
    entry.writeUInt32LE(0x02014b50, 0)
    entry.writeUInt32LE(crc32(body), 16)
    entry.writeUInt32LE(body.length, 24)
    entry.writeUInt16LE(name.length, 28)
    entry.writeUInt32LE(as === undefined ? at : (places[as] ?? 0), 42)
    directory.push(Buffer.concat([entry, Buffer.from(name)]))
    if (as !== undefined) continue
    parts.push(local, Buffer.from(name), body)
    at += 30 + name.length + body.length
  }
  const end = Buffer.alloc(22)
  end.writeUInt32LE(0x06054b50, 0)
  end.writeUInt16LE(files.length, 10)
  end.writeUInt32LE(at, 16)
  return Buffer.concat([...parts, ...directory, end])
}

const pickled = (text: string) => Buffer.from(text, 'latin1')
const word = (value: number) => {
  const out = Buffer.alloc(4)
  out.writeUInt32LE(value)
  return out.toString('latin1')
}
const textOf = (value: string) => `X${word(value.length)}${value}`
/** A tensor of one storage of four floats; `shape` and `strides` as pickled tuples. */
const tensor = (shape: string, strides: string) =>
  `ctorch._utils\n_rebuild_tensor_v2\n((${textOf('storage')}ctorch\nFloatStorage\n${textOf('0')}${textOf('cpu')}K\x04tQK\0${shape}${strides}\x89NtR`
const checkpoint = (pickle: string, bytes = 16) =>
  storedZip([
    { name: 'a/data.pkl', body: pickled(`\x80\x02}${pickle}.`) },
    { name: 'a/data/0', body: Buffer.alloc(bytes) },
  ])

describe('a checkpoint of few bytes that asks for much', () => {
  it('is read where it asks for little', () => {
    const sound = checkpoint(`${textOf('w')}${tensor('(K\x02K\x02t', '(K\x02K\x01t')}s`)
    expect(readForeignWeights(sound, 'student').get('w')?.shape).toEqual([2, 2])
  })

  it.each([
    // Each list holds the one before twice: as a text it would have 2^40 characters.
    [
      'a name of lists within lists',
      `](K\x01eq\0${Array.from({ length: 40 }, (_, i) => `](h${String.fromCharCode(i)}h${String.fromCharCode(i)}eq${String.fromCharCode(i + 1)}`).join('')}${tensor('(K\x04t', '(K\x01t')}s`,
    ],
    [
      'a global named by lists',
      `](K\x01eq\0${Array.from({ length: 40 }, (_, i) => `](h${String.fromCharCode(i)}h${String.fromCharCode(i)}eq${String.fromCharCode(i + 1)}`).join('')}h(h(\x93`,
    ],
    [
      'a tensor of endless sides',
      `${textOf('w')}${tensor(`(${'K\x01'.repeat(60_000)}t`, `(${'K\x01'.repeat(60_000)}t`)}s`,
    ],
    ['a tensor stretched without end', `${textOf('w')}${tensor('(J\xff\xff\xff\x7ft', '(K\0t')}s`],
  ])('is refused with a sentence at once: %s', (_, pickle) => {
    const before = performance.now()
    expect(() => readForeignWeights(checkpoint(pickle), 'student')).toThrow(/^[A-Z].*\.$/)
    expect(performance.now() - before).toBeLessThan(5000)
  })

  it('is refused where many tensors share one storage', () => {
    const [shape, strides] = ['(J\xa0\x86\x01\0t', '(K\x01t']
    const shared = Array.from({ length: 10 }, (_, i) => `${textOf(`w${i}`)}${tensor(shape, strides)}s`)
    const read = (count: number) =>
      readForeignWeights(checkpoint(shared.slice(0, count).join(''), 400_000), 'student')
    expect(read(2).size).toBe(2)
    expect(() => read(10)).toThrow('is broken')
  })

  it('whose files overlap or share a name is refused', () => {
    const body = Buffer.alloc(16)
    const pkl = { name: 'a/data.pkl', body: pickled('\x80\x02}.') }
    for (const files of [
      [pkl, { name: 'a/data/0', body }, { name: 'a/data/1', body, as: 1 }],
      [pkl, { name: 'a/data/0', body }, { name: 'a/data/0', body }],
    ])
      expect(() => readForeignWeights(storedZip(files), 'student')).toThrow('no PyTorch checkpoint')
  })

  it('with one bit of a weight flipped is refused: the archive knows its sum', () => {
    const file = checkpoint(`${textOf('w')}${tensor('(K\x04t', '(K\x01t')}s`)
    const weights = file.indexOf('a/data/0') + 8
    file[weights] = 1
    expect(() => readForeignWeights(file, 'student')).toThrow('The weights file is damaged')
  })
})
