import {
  closeSync,
  createReadStream,
  createWriteStream,
  mkdirSync,
  openSync,
  readSync,
  renameSync,
  statSync,
} from 'node:fs'
import { dirname, join } from 'node:path'
import { pipeline } from 'node:stream/promises'
import { createInflateRaw } from 'node:zlib'
import { progress } from './console.mjs'

/** Extracts the entries of a zip file that `wanted` maps to a path inside `folder` (undefined: leave out). */
export async function unzip(path, folder, wanted, label) {
  const entries = centralDirectory(path)
    .map((entry) => ({ ...entry, to: wanted(entry.name) }))
    .filter(({ to, name }) => to && !name.endsWith('/') && !name.split('/').includes('..'))
  const total = entries.reduce((n, e) => n + e.size, 0)
  const show = progress(label, total)
  let done = 0
  for (const entry of entries) {
    await extract(path, entry, join(folder, entry.to))
    done += entry.size
    show(done)
  }
}

async function extract(path, { offset, packed, method }, to) {
  mkdirSync(dirname(to), { recursive: true })
  const file = openSync(path, 'r')
  const local = Buffer.alloc(30)
  readSync(file, local, 0, 30, offset)
  closeSync(file)
  const start = offset + 30 + local.readUInt16LE(26) + local.readUInt16LE(28)
  const source = createReadStream(
    path,
    packed === 0 ? { start, end: start, highWaterMark: 1 } : { start, end: start + packed - 1 },
  )
  const sink = createWriteStream(`${to}.writing`)
  if (packed === 0) sink.end()
  else if (method === 0) await pipeline(source, sink)
  else await pipeline(source, createInflateRaw(), sink)
  if (packed === 0) await new Promise((resolve) => sink.on('close', resolve))
  renameSync(`${to}.writing`, to)
}

function centralDirectory(path) {
  const size = statSync(path).size
  const file = openSync(path, 'r')
  const read = (from, length) => {
    const buffer = Buffer.alloc(length)
    readSync(file, buffer, 0, length, from)
    return buffer
  }
  try {
    const tail = read(Math.max(0, size - 66_000), Math.min(size, 66_000))
    const end = tail.lastIndexOf(Buffer.from([0x50, 0x4b, 5, 6]))
    if (end < 0) throw new Error(`${path} is cut short`)
    const directory = read(tail.readUInt32LE(end + 16), tail.readUInt32LE(end + 12))
    const entries = []
    for (let at = 0; at + 46 <= directory.length && directory.readUInt32LE(at) === 0x02014b50; ) {
      const nameLength = directory.readUInt16LE(at + 28)
      entries.push({
        method: directory.readUInt16LE(at + 10),
        packed: directory.readUInt32LE(at + 20),
        size: directory.readUInt32LE(at + 24),
        offset: directory.readUInt32LE(at + 42),
        name: directory.toString('utf8', at + 46, at + 46 + nameLength),
      })
      at += 46 + nameLength + directory.readUInt16LE(at + 30) + directory.readUInt16LE(at + 32)
    }
    return entries
  } finally {
    closeSync(file)
  }
}
