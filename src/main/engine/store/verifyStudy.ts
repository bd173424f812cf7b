import { readdir, readFile } from 'node:fs/promises'
import { join } from 'node:path'
import sharp from 'sharp'
import type { Failure } from '../../../shared/contract/failure.ts'
import type { Reason } from '../../../shared/reasons/index.ts'
import { reasonOf } from '../../../shared/reasons/Refused.ts'
import { sha256, sha256File } from '../../files/durableFile.ts'
import { CATALOGUE } from './catalogueFile.ts'
import { checkedTrail } from './check/audit.ts'
import type { Findings } from './check/Findings.ts'
import { checkedMasks } from './check/masks.ts'
import { notAsRecorded } from './check/recorded.ts'
import { brokenTables, changedRows } from './check/tables.ts'
import { checkedVetoes } from './check/vetoes.ts'
import { trailsOf } from './followTrail.ts'
import { readOriginal } from './frameFiles.ts'
import { SCHEMA_VERSION } from './migrations/index.ts'
import type { Store } from './openStore.ts'
import { isCheckpoint } from './runFiles.ts'
import { readable } from './sqlite/readable.ts'
import { failureOf } from './sqliteFailure.ts'

/** A file of the study that is missing or differs from what was stored. */
export interface DamagedFile {
  /** Within the study's folder, with forward slashes. */
  readonly name: string
  readonly problem: Reason
}

/** Originals, models with their cards, and checkpoints that are not as they were stored. */
export async function damagedFiles(store: Store): Promise<DamagedFile[]> {
  return [
    ...(await damagedOriginals(store)),
    ...(await damagedModels(store)),
    ...(await damagedCheckpoints(store)),
  ]
}

async function damagedOriginals({ db, folder }: Store): Promise<DamagedFile[]> {
  const damaged: DamagedFile[] = []
  const frames = await db
    .selectFrom('frame')
    .select(['id', 'name', 'sha256', 'extension', 'bytes', 'width', 'height'])
    .execute()
  for (const { id, name, sha256: hash, extension, ...said } of frames) {
    const file = `frames/${hash.slice(0, 2)}/${hash}.${extension}`
    const found = (reason: 'frameFileMissing' | 'frameFileChanged' | 'frameFileOther') =>
      damaged.push({ name: file, problem: reasonOf(reason, { frame: id, file: name }) })
    const bytes = await readOriginal(folder, hash, extension).catch((error: Failure) => {
      found(error.reason.name === 'imageMissing' ? 'frameFileMissing' : 'frameFileChanged')
    })
    if (bytes && !(await isAsSaid(bytes, said))) found('frameFileOther')
  }
  return damaged
}

interface Said {
  readonly bytes: number
  readonly width: number
  readonly height: number
}

/** Whether an original is as large as its row says; its content has been checked. */
async function isAsSaid(bytes: Buffer, said: Said): Promise<boolean> {
  if (bytes.length !== said.bytes) return false
  try {
    const { width, height } = await sharp(bytes).metadata()
    return width === said.width && height === said.height
  } catch {
    return false
  }
}

async function damagedModels({ db, folder }: Store): Promise<DamagedFile[]> {
  const damaged: DamagedFile[] = []
  const models = await db.selectFrom('model').select(['id', 'number', 'sha256', 'card']).execute()
  for (const { id, number, sha256: hash, card } of models) {
    const [weights, beside] = [`models/${id}/weights.safetensors`, `models/${id}/model.json`]
    const bytes = await readFile(join(folder, weights)).catch(() => undefined)
    if (!bytes || sha256(bytes) !== hash)
      damaged.push({ name: weights, problem: reasonOf('roundWeightsChanged', { round: number }) })
    const text = await readFile(join(folder, beside), 'utf8').catch(() => '')
    if (compactly(text) !== card)
      damaged.push({ name: beside, problem: reasonOf('modelCardChanged', { round: number }) })
  }
  return damaged
}

/** A card's JSON without the spaces that it is written with. */
function compactly(text: string): string | undefined {
  try {
    return JSON.stringify(JSON.parse(text))
  } catch {
    return undefined
  }
}

/** Checkpoints that are not what the trainer wrote, or not what it told the engine it had written. */
async function damagedCheckpoints({ db, folder }: Store): Promise<DamagedFile[]> {
  const damaged: DamagedFile[] = []
  const isTold = (await db.introspection.getTables()).some(({ name }) => name === 'checkpoint')
  const rows = isTold ? await db.selectFrom('checkpoint').selectAll().execute() : []
  const told = new Map(rows.map((row) => [`${row.run_id}/${row.name}`, row.sha256]))
  const entries = await readdir(join(folder, 'runs'), { recursive: true }).catch((): string[] => [])
  for (const entry of entries.filter((name) => isCheckpoint(name) && name.endsWith('.safetensors'))) {
    const path = join(folder, 'runs', entry)
    const name = entry.replaceAll('\\', '/')
    const beside = await readFile(`${path}.sha256`, 'utf8').catch(() => undefined)
    // Written after it: a trainer that was ended in between left one that it will not use.
    if (beside === undefined) continue
    const hash = await sha256File(path)
    if (hash !== beside.trim() || hash !== (told.get(name) ?? hash))
      damaged.push({ name: `runs/${name}`, problem: reasonOf('checkpointChanged', { file: name }) })
  }
  return damaged
}

/**
 * Checks all that a study keeps: files, masks, every row of every table, the trail and its signatures, and the one against
 * the other. What cannot be checked on this machine is noted, and is no problem. The catalogue is read as it was at one
 * moment, while people go on working.
 */
export async function checkStudy(store: Store): Promise<Findings> {
  const trails = trailsOf(store)
  const findings: Findings = { problems: [], notes: [] }
  const { connection: catalogue } = readable(join(store.folder, CATALOGUE))
  try {
    catalogue.exec('BEGIN')
    const isOfNow = catalogue.pragma('user_version', { simple: true }) === SCHEMA_VERSION
    if (!isOfNow) findings.notes.push(reasonOf('notSealed'))
    const checks: (() => Reason[] | Promise<Reason[] | Findings>)[] = [
      () => brokenTables(catalogue),
      async () => (await damagedFiles(store)).map(({ problem }) => problem),
      () => checkedMasks(catalogue),
      () => checkedVetoes(catalogue),
      () => checkedTrail(catalogue, store.folder, trails),
      () => notAsRecorded(catalogue),
      ...(isOfNow ? [() => changedRows(catalogue, trails)] : []),
    ]
    for (const check of checks) {
      const found = await whatIsFound(check)
      const { problems, notes } = Array.isArray(found) ? { problems: found, notes: [] } : found
      // One by one: a study whose share is gone has as many as it has frames, more than a call takes.
      for (const problem of problems) findings.problems.push(problem)
      for (const note of notes) findings.notes.push(note)
    }
    return findings
  } finally {
    catalogue.close()
  }
}

/** What a check finds; where SQLite cannot read on, that is what it finds, and the other checks go on. */
async function whatIsFound(
  check: () => Reason[] | Promise<Reason[] | Findings>,
): Promise<Reason[] | Findings> {
  try {
    return await check()
  } catch (error) {
    const { reason } = failureOf(error)
    // A column whose name has changed is none that SQLite knows.
    const isStrange = (error as { code?: unknown }).code === 'SQLITE_ERROR'
    if (reason.name !== 'catalogueDamaged' && !isStrange) throw error
    return [reasonOf('catalogueBroken', { what: (error as Error).message })]
  }
}

/** What of a study is not as it was saved; one reason for each. */
export const verifyStudy = async (store: Store): Promise<Reason[]> => (await checkStudy(store)).problems
