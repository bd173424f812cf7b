import { readFile } from 'node:fs/promises'
import { join } from 'node:path'
import type { Failure } from '../../../shared/contract/failure.ts'
import type { Reason } from '../../../shared/reasons/index.ts'
import { reasonOf } from '../../../shared/reasons/Refused.ts'
import { sha256 } from '../../files/durableFile.ts'
import { chainOf } from './audit.ts'
import { readOriginal } from './frameFiles.ts'
import type { Store } from './openStore.ts'

/** A file of the study that is missing or differs from its sha256. */
export interface DamagedFile {
  /** Within the study's folder, with forward slashes. */
  readonly name: string
  readonly problem: Reason
}

/** Originals and models that are not as they were stored. */
export async function damagedFiles({ db, folder }: Store): Promise<DamagedFile[]> {
  const damaged: DamagedFile[] = []
  const frames = await db.selectFrom('frame').select(['id', 'name', 'sha256', 'extension']).execute()
  for (const { id, name, sha256: hash, extension } of frames) {
    await readOriginal(folder, hash, extension).catch((error: Failure) => {
      const file = `frames/${hash.slice(0, 2)}/${hash}.${extension}`
      damaged.push({
        name: file,
        problem: reasonOf(error.reason.name === 'imageMissing' ? 'frameFileMissing' : 'frameFileChanged', {
          frame: id,
          file: name,
        }),
      })
    })
  }
  for (const { id, number, sha256: hash } of await db
    .selectFrom('model')
    .select(['id', 'number', 'sha256'])
    .execute()) {
    const file = `models/${id}/weights.safetensors`
    const bytes = await readFile(join(folder, file)).catch(() => undefined)
    if (!bytes || sha256(bytes) !== hash)
      damaged.push({ name: file, problem: reasonOf('roundWeightsChanged', { round: number }) })
  }
  return damaged
}

/** Checks every original, mask, model and audit row against its hash; one reason for each that differs. */
export async function verifyStudy(store: Store): Promise<Reason[]> {
  const { db } = store
  const problems = (await damagedFiles(store)).map(({ problem }) => problem)
  for (const { id, mask, sha256: hash } of await db
    .selectFrom('revision')
    .select(['id', 'mask', 'sha256'])
    .execute()) {
    if (sha256(mask) !== hash) problems.push(reasonOf('revisionChanged', { revision: id }))
  }
  let before = ''
  let expected = 1
  for (const row of await db.selectFrom('audit').selectAll().orderBy('seq').execute()) {
    if (row.seq !== expected || chainOf(before, row) !== row.chain) {
      problems.push(reasonOf('auditBroken', { row: row.seq }))
      break
    }
    before = row.chain
    expected++
  }
  return problems
}
