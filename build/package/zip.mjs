import { createReadStream, createWriteStream, lstatSync, readlinkSync } from 'node:fs'
import { join } from 'node:path'
import { pipeline } from 'node:stream/promises'
import yazl from 'yazl'
import { filesIn } from '../stage/files.mjs'

const LINK = 0o120777

/** Packs a staged tree into a zip, below a folder of this name; rights and links are kept, as macOS needs them. */
export async function makeZip({ tree, name, built, out }) {
  const zip = new yazl.ZipFile()
  const written = pipeline(zip.outputStream, createWriteStream(out))
  for (const file of filesIn(tree)) {
    const path = join(tree, file)
    const info = lstatSync(path)
    const inside = `${name}/${file}`
    if (info.isSymbolicLink())
      zip.addBuffer(Buffer.from(readlinkSync(path)), inside, { mtime: built, mode: LINK })
    // Opened when its turn comes: there are thousands.
    else
      zip.addReadStreamLazy(inside, { mtime: built, mode: info.mode, size: info.size }, (take) =>
        take(null, createReadStream(path)),
      )
  }
  zip.end()
  await written
}
