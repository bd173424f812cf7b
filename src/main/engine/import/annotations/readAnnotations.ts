import { lstat } from 'node:fs/promises'
import { readWhole } from '../found/readWhole.ts'
import { Unreadable } from '../found/Unreadable.ts'
import type { Annotations } from './Annotations.ts'
import { type FormatName, formats } from './formats.ts'

/** Annotations of some thirty thousand images; more would take more memory than an import may have. */
export const MOST_BYTES = 64e6

interface Kept {
  /** Of the file and of how it was when it was read. */
  readonly key: string
  readonly document: unknown
}

/** The file read last: its images are asked for one after the other. */
let last: Kept | undefined

/** A file of annotations with the way in which it is written. Throws `Unreadable` where it is none. */
export async function readAnnotations(
  path: string,
  format: FormatName,
): Promise<{ way: Annotations<unknown>; document: unknown }> {
  // What a way reads it is given back, and nothing else.
  const way = formats[format] as Annotations<unknown>
  const key = [format, path, await stateOf(path)].join('\u001f')
  if (last?.key !== key) {
    last = undefined
    last = { key, document: await understood(path, way) }
  }
  return { way, document: last.document }
}

/** What of a file changes where somebody mends it and tries again. */
async function stateOf(path: string): Promise<string> {
  const found = await lstat(path, { bigint: true }).catch(() => undefined)
  return found ? [found.ino, found.size, found.mtimeNs].join() : ''
}

async function understood(path: string, way: Annotations<unknown>): Promise<unknown> {
  const bytes = await readWhole(path, MOST_BYTES)
  try {
    return way.read(bytes.toString('utf8').replace(/^\ufeff/, ''))
  } catch (error) {
    throw error instanceof Unreadable ? error : new Unreadable('annotationsDamaged', {}, error)
  }
}
