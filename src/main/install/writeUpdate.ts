import { randomUUID } from 'node:crypto'
import { createReadStream } from 'node:fs'
import { open, readFile, rm } from 'node:fs/promises'
import { join } from 'node:path'
import type { Readable } from 'node:stream'
import { ZipFile } from 'yazl'
import { placeNew } from '../files/placeNew.ts'
import { MANIFEST, type Manifest, readManifest, SIGNATURE } from './manifest.ts'
import { IN_UPDATE } from './Update.ts'

/**
 * Writes a signed version into one file: its list, the signature, and each content once. `without` is the list of a version
 * that whoever gets it has: what stands there is left out. Nothing is written in place of another file.
 */
export async function writeUpdate(
  folder: string,
  out: string,
  without?: Manifest,
): Promise<{ files: number; bytes: number }> {
  const manifestBytes = await readFile(join(folder, MANIFEST))
  const { files, built } = readManifest(manifestBytes)
  const mtime = new Date(built)
  const zip = new ZipFile()
  zip.addBuffer(manifestBytes, IN_UPDATE.manifest, { mtime })
  zip.addBuffer(await readFile(join(folder, SIGNATURE)), IN_UPDATE.signature, { mtime })
  const there = new Set(without?.files.map(({ sha256 }) => sha256))
  const contents = new Map(
    files.filter(({ sha256 }) => !there.has(sha256)).map((file) => [file.sha256, file]),
  )
  for (const { sha256, size, path } of [...contents.values()].sort((a, b) => (a.sha256 < b.sha256 ? -1 : 1)))
    zip.addReadStreamLazy(IN_UPDATE.files + sha256, { mtime, size, compressionLevel: 6 }, (next) => {
      const reading = createReadStream(join(folder, ...path.split('/')))
      reading.on('error', (error) => zip.emit('error', error))
      next(null, reading)
    })
  zip.end()
  return { files: contents.size, bytes: await write(zip, out) }
}

async function write(zip: ZipFile, out: string): Promise<number> {
  const unfinished = `${out}.${randomUUID().slice(0, 8)}.writing`
  // More than its type says of it.
  const chunks = zip.outputStream as Readable
  zip.on('error', (error: Error) => chunks.destroy(error))
  const file = await open(unfinished, 'wx')
  try {
    try {
      for await (const chunk of chunks) await file.writeFile(chunk as Buffer)
      await file.sync()
    } finally {
      await file.close()
    }
    const { size } = await open(unfinished, 'r').then((one) => one.stat().finally(() => one.close()))
    await placeNew(unfinished, out)
    return size
  } finally {
    await rm(unfinished, { force: true })
  }
}
