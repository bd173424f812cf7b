import { readFile } from 'node:fs/promises'
import { join } from 'node:path'
import { sha256 } from '../../files/durableFile.ts'
import { chainOf } from './audit.ts'
import { readOriginal } from './frameFiles.ts'
import type { Store } from './openStore.ts'

/** A file of the study that is missing or differs from its sha256. */
export interface DamagedFile {
  /** Within the study's folder, with forward slashes. */
  readonly name: string
  readonly problem: string
}

/** Originals and models that are not as they were stored. */
export async function damagedFiles({ db, folder }: Store): Promise<DamagedFile[]> {
  const damaged: DamagedFile[] = []
  const frames = await db.selectFrom('frame').select(['id', 'name', 'sha256', 'extension']).execute()
  for (const { id, name, sha256: hash, extension } of frames) {
    await readOriginal(folder, hash, extension).catch((error: Error) => {
      const file = `frames/${hash.slice(0, 2)}/${hash}.${extension}`
      damaged.push({ name: file, problem: `Frame ${id} (${name}): ${error.message}` })
    })
  }
  for (const { id, number, sha256: hash } of await db
    .selectFrom('model')
    .select(['id', 'number', 'sha256'])
    .execute()) {
    const file = `models/${id}/weights.safetensors`
    const bytes = await readFile(join(folder, file)).catch(() => undefined)
    if (!bytes || sha256(bytes) !== hash)
      damaged.push({ name: file, problem: `The weights of round ${number} are missing or changed.` })
  }
  return damaged
}

/** Checks every original, mask, model and audit row against its hash; one sentence for each that differs. */
export async function verifyStudy(store: Store): Promise<string[]> {
  const { db } = store
  const problems = (await damagedFiles(store)).map(({ problem }) => problem)
  for (const { id, mask, sha256: hash } of await db
    .selectFrom('revision')
    .select(['id', 'mask', 'sha256'])
    .execute()) {
    if (sha256(mask) !== hash) problems.push(`Mask revision ${id} has changed since it was saved.`)
  }
  let before = ''
  let expected = 1
  for (const row of await db.selectFrom('audit').selectAll().orderBy('seq').execute()) {
    if (row.seq !== expected || chainOf(before, row) !== row.chain) {
      problems.push(
        `The audit trail is broken at row ${row.seq}: a row was changed, removed or inserted by hand.`,
      )
      break
    }
    before = row.chain
    expected++
  }
  return problems
}
