import { closeSync, openSync, readSync } from 'node:fs'

/** Names that a 64-bit DLL exports, read from its own table: no tool for Windows' files is needed to build for it. */
export function peExports(path) {
  const file = openSync(path, 'r')
  const read = (from, length) => {
    const buffer = Buffer.alloc(length)
    readSync(file, buffer, 0, length, from)
    return buffer
  }
  try {
    const header = read(0x3c, 4).readUInt32LE(0)
    const coff = read(header, 24)
    if (coff.toString('latin1', 0, 4) !== 'PE\0\0') throw new Error(`${path} is no DLL`)
    const optional = read(header + 24, coff.readUInt16LE(20))
    const table = read(header + 24 + optional.length, coff.readUInt16LE(6) * 40)
    const offsetOf = (address) => fileOffset(table, address)
    const directory = read(offsetOf(optional.readUInt32LE(112)), 40)
    const count = directory.readUInt32LE(24)
    const pointers = read(offsetOf(directory.readUInt32LE(32)), count * 4)
    // The names follow each other: one read instead of thousands.
    const first = pointers.readUInt32LE(0)
    const texts = read(offsetOf(first), optional.readUInt32LE(116))
    return Array.from({ length: count }, (_, i) => textAt(texts, pointers.readUInt32LE(i * 4) - first))
  } finally {
    closeSync(file)
  }
}

/** Where in the file an address of the loaded DLL lies, by the table of its sections. */
function fileOffset(table, address) {
  for (let at = 0; at < table.length; at += 40) {
    const begin = table.readUInt32LE(at + 12)
    if (address >= begin && address < begin + table.readUInt32LE(at + 16))
      return table.readUInt32LE(at + 20) + address - begin
  }
  throw new Error('an address of the DLL lies in none of its sections')
}

const textAt = (bytes, at) => bytes.toString('latin1', at, bytes.indexOf(0, at))
