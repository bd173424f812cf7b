import { readFile } from 'node:fs/promises'
import { join } from 'node:path'
import sharp from 'sharp'
import { writeDurably } from '../../files/durableFile.ts'
import { readOriginal } from '../store/frameFiles.ts'

const SIDE = 320

/** A frame in at most 320 px, made once and kept in the study's cache, which may be deleted at any time. */
export async function thumbnailOf(
  folder: string,
  { sha256, extension }: { sha256: string; extension: string },
) {
  const path = join(folder, 'cache', 'thumbnails', sha256.slice(0, 2), `${sha256}.webp`)
  const kept = await readFile(path).catch(() => undefined)
  if (kept) return new Uint8Array(kept)
  const original = await readOriginal(folder, sha256, extension)
  const image = sharp(original).resize({ width: SIDE, height: SIDE, fit: 'inside', withoutEnlargement: true })
  const bytes = await image.webp({ quality: 82 }).toBuffer()
  // A study on a full or read-only disk still shows its frames.
  await writeDurably(path, bytes).catch(() => {})
  return new Uint8Array(bytes)
}
