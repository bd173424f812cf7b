import { readFile } from 'node:fs/promises'
import { join } from 'node:path'
import { sha256 } from '../../files/durableFile.ts'
import { chainOf } from './audit.ts'
import { readOriginal } from './frameFiles.ts'
import type { Store } from './openStore.ts'

/** Checks every original, mask, model and audit row against its hash; one sentence for each that differs. */
export async function verifyStudy({ db, folder }: Store): Promise<string[]> {
  const problems: string[] = []
  for (const { id, name, sha256: hash, extension } of await db
    .selectFrom('frame')
    .select(['id', 'name', 'sha256', 'extension'])
    .execute()) {
    await readOriginal(folder, hash, extension).catch((error: Error) =>
      problems.push(`Frame ${id} (${name}): ${error.message}`),
    )
  }
  for (const { id, mask, sha256: hash } of await db
    .selectFrom('revision')
    .select(['id', 'mask', 'sha256'])
    .execute()) {
    if (sha256(mask) !== hash) problems.push(`Mask revision ${id} has changed since it was saved.`)
  }
  for (const { id, number, sha256: hash } of await db
    .selectFrom('model')
    .select(['id', 'number', 'sha256'])
    .execute()) {
    const bytes = await readFile(join(folder, 'models', id, 'weights.safetensors')).catch(() => undefined)
    if (!bytes || sha256(bytes) !== hash)
      problems.push(`The weights of round ${number} are missing or changed.`)
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
