/**
 * Bytes as a NumPy file in C order (version 1.0 of its format): a magic word, a header of text filled up to a multiple of
 * 64 bytes, the data.
 */
export function npyOf(shape: readonly number[], data: Uint8Array): Buffer {
  const sides = shape.map((side) => `${side},`).join(' ')
  const text = `{'descr': '|u1', 'fortran_order': False, 'shape': (${sides}), }`
  const length = Math.ceil((HEAD + text.length + 1) / 64) * 64 - HEAD
  const head = Buffer.alloc(HEAD)
  head.write('\x93NUMPY\x01\x00', 'latin1')
  head.writeUInt16LE(length, 8)
  return Buffer.concat([head, Buffer.from(`${text.padEnd(length - 1)}\n`, 'latin1'), data])
}

const HEAD = 10
