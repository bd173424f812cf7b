import { existsSync } from 'node:fs'
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
