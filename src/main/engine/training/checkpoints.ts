import { readdir, readFile } from 'node:fs/promises'
import { join } from 'node:path'
import { Failure } from '../../../shared/contract/failure.ts'
import type { OpenStudy } from '../study/OpenStudy.ts'
import { runFolder } from './runFolder.ts'

/** What a round goes on from; the best net so far is written too often to be told each time. */
const CHECKPOINT = /^checkpoint-\d+\.safetensors$/

/** Checkpoints of a round that are there, with the sha256 that the trainer wrote beside each. */
async function written(study: OpenStudy, run: string): Promise<{ name: string; sha256: string }[]> {
  const folder = runFolder(study, run)
  const names = (await readdir(folder).catch((): string[] => [])).filter((name) => CHECKPOINT.test(name))
  const found = []
  for (const name of names) {
    const sha256 = await readFile(join(folder, `${name}.sha256`), 'utf8').catch(() => undefined)
    if (sha256 !== undefined) found.push({ name, sha256: sha256.trim() })
  }
  return found
}

/** Writes down the checkpoints of a running round, so that one that is put in their place is known. */
export async function noteCheckpoints(study: OpenStudy, run: string): Promise<void> {
  const rows = (await written(study, run)).map((row) => ({ run_id: run, ...row }))
  await study.store.db.transaction().execute(async (db) => {
    await db.deleteFrom('checkpoint').where('run_id', '=', run).execute()
    if (rows.length > 0) await db.insertInto('checkpoint').values(rows).execute()
  })
}

/**
 * Refuses to go on from a checkpoint that is not the one that was written down. They are forgotten then: the round may
 * write one of the same step again, and be ended before it can tell of it. Fails TRAINING_NOT_READY.
 */
export async function takeUpCheckpoints(study: OpenStudy, run: string): Promise<void> {
  const { db } = study.store
  const told = await db.selectFrom('checkpoint').selectAll().where('run_id', '=', run).execute()
  const hashes = new Map(told.map(({ name, sha256 }) => [name, sha256]))
  for (const { name, sha256 } of await written(study, run))
    if ((hashes.get(name) ?? sha256) !== sha256) throw new Failure('checkpointChanged', { file: name })
  await db.deleteFrom('checkpoint').where('run_id', '=', run).execute()
}
