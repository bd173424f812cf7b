import { randomUUID } from 'node:crypto'
import { readdirSync, statSync } from 'node:fs'
import { readdir } from 'node:fs/promises'
import { join } from 'node:path'
import { sha256File } from '../../files/durableFile.ts'
import { placeNew } from '../../files/placeNew.ts'
import { syncFile } from '../../files/sync.ts'
import { isStudy } from './catalogueFile.ts'
import type { Connection } from './connection.ts'
import { copyCatalogue, removeCatalogue } from './sqlite/copyCatalogue.ts'
import { HEADER_BYTES } from './sqlite/header.ts'

const NAME = /^catalogue-before-(\d+)(-\d+)?\.sqlite$/
const LEFT = /^(catalogue-before-.*\.writing)(-wal|-shm|-journal)?$/

/** A copy of a study's catalogue in its folder, made before the catalogue was changed. */
export interface Beside {
  readonly file: string
  /** When it was made, ISO 8601 in UTC. */
  readonly at: string
}

/** The copies that lie beside a catalogue, newest first. */
export function besides(folder: string): Beside[] {
  return namesIn(folder)
    .filter((name) => NAME.test(name))
    .map((file) => ({ file, at: statSync(join(folder, file)).mtime.toISOString() }))
    .sort((a, b) => (a.at < b.at ? 1 : a.at > b.at ? -1 : a.file < b.file ? 1 : -1))
}

/** Whether a folder is a study, if only one whose catalogue is gone. */
export const holdsStudy = (folder: string): boolean => isStudy(folder) || besides(folder).length > 0

function namesIn(folder: string): string[] {
  try {
    return readdirSync(folder)
  } catch {
    return []
  }
}

/**
 * Puts a copy of an open catalogue of this version beside it, on the disk before it returns; no other copy is touched.
 * One that is the same is not made again: an opening that fails may be tried often. Only for whoever may write.
 */
export async function putBeside(connection: Connection, folder: string, version: number): Promise<void> {
  for (const name of await readdir(folder)) {
    const [, left] = LEFT.exec(name) ?? []
    if (left !== undefined) await removeCatalogue(join(folder, left))
  }
  const unfinished = join(folder, `catalogue-before-${version}.${randomUUID().slice(0, 8)}.writing`)
  await copyCatalogue(connection, unfinished)
  try {
    const sum = await contentOf(unfinished)
    for (const { file } of besides(folder)) if ((await contentOf(join(folder, file))) === sum) return
    await syncFile(unfinished)
    await placeFree(unfinished, (n) =>
      join(folder, `catalogue-before-${version}${n === 1 ? '' : `-${n}`}.sqlite`),
    )
  } finally {
    await removeCatalogue(unfinished)
  }
}

/** What SQLite counts in the header grows with every opening, and is no content. */
const contentOf = (path: string) => sha256File(path, HEADER_BYTES)

async function placeFree(from: string, nameOf: (n: number) => string): Promise<void> {
  for (let n = 1; ; n++) {
    try {
      return await placeNew(from, nameOf(n))
    } catch (error) {
      if ((error as { code?: string }).code !== 'EEXIST') throw error
    }
  }
}
