import { readFile } from 'node:fs/promises'
import { join } from 'node:path'
import sharp, { type Sharp } from 'sharp'
import { boundCache } from '../store/boundCache.ts'
import { readOriginal } from '../store/frameFiles.ts'
import { keepInCache } from '../store/keepInCache.ts'

export const THUMBNAIL_SIDE = 320

/** They are made again when looked at. */
const BOUNDS = { name: 'thumbnails', most: 4e9, largest: 40e3 }

/** Keeps a study's thumbnails within a size; returns the bytes that went. */
export const boundThumbnails = (folder: string, most?: number): Promise<number> =>
  boundCache(folder, BOUNDS, most)

/** Where a frame's thumbnail lies, in the study's cache, which may be deleted at any time. */
export const thumbnailPath = (folder: string, sha256: string) =>
  join(folder, 'cache', 'thumbnails', sha256.slice(0, 2), `${sha256}.jpg`)

/** Encodes a small picture and keeps it. JPEG: a quarter of WebP's time, and imports make one of every frame. */
export async function makeThumbnail(path: string, picture: Sharp): Promise<Buffer> {
  const bytes = await picture.jpeg({ quality: 82 }).toBuffer()
  await keepInCache(path, bytes)
  return bytes
}

/** A frame in at most 320 px, made once. */
export async function thumbnailOf(
  folder: string,
  { sha256, extension }: { sha256: string; extension: string },
): Promise<Uint8Array<ArrayBuffer>> {
  const path = thumbnailPath(folder, sha256)
  const kept = await readFile(path).catch(() => undefined)
  if (kept) return new Uint8Array(kept)
  const original = await readOriginal(folder, sha256, extension)
  const side = THUMBNAIL_SIDE
  const picture = sharp(original).resize({
    width: side,
    height: side,
    fit: 'inside',
    withoutEnlargement: true,
  })
  return new Uint8Array(await makeThumbnail(path, picture))
}
