import { describe, expect, it } from 'vitest'
import { readPickle } from '../../../../../src/main/trainer/weights/pickle.ts'
import { readTorchCheckpoint } from '../../../../../src/main/trainer/weights/torchCheckpoint.ts'

const options = { persistent: (id: unknown) => id, rebuildTensor: (args: unknown[]) => args }
const bytes = (text: string) => Uint8Array.from(text, (c) => c.charCodeAt(0))

describe('pickle allow-list', () => {
  it.each([
    'os\nsystem',
    'posix\nsystem',
    'builtins\neval',
    'subprocess\nPopen',
    'numpy.core.multiarray\n_reconstruct',
  ])('refuses %s by name', (name) => {
    const evil = bytes(`\x80\x02c${name}\nX\x04\0\0\0true\x85R.`)
    expect(() => readPickle(evil, 0, options)).toThrow(name.replace('\n', '.'))
  })

  it('refuses anything cut short or unknown with a sentence', () => {
    expect(() => readPickle(bytes('\x80\x02}'), 0, options)).toThrow('cut short')
    expect(() => readPickle(bytes('\x80\x02\xfe.'), 0, options)).toThrow('pickle instruction')
    expect(() => readTorchCheckpoint(bytes('PK\x03\x04 no zip at all'))).toThrow('no PyTorch checkpoint')
  })

  it('reads numbers, texts and tables', () => {
    const { value } = readPickle(bytes('\x80\x02}X\x01\0\0\0aK\x07s.'), 0, options)
    expect(value).toEqual(new Map([['a', 7]]))
  })
})
