import { createHash } from 'node:crypto'
import { mkdir, readFile, rm } from 'node:fs/promises'
import { join } from 'node:path'
import type { StepReport } from '../../../shared/trainer/protocol.ts'
import type { TrainingSettings } from '../../../shared/trainer/settings.ts'
import { writeDurably } from '../../files/durableFile.ts'
import { appendLine, readLines } from '../../files/lineFile.ts'
import type { divide } from './division.ts'
import type { Run, RunName } from './plan.ts'

/** What a run's folder is of, written before its first step. */
const KEY = 'run.json'
const RESULT = 'result.json'
const STEPS = 'steps.jsonl'

export const folderOf = (out: string, { method, labelled, seed }: RunName) =>
  join(out, `${method}-${labelled.replace('%', 'percent')}-seed${seed}`)

/** Where versions that knew one share an experiment put it. */
const folderBefore = (out: string, { method, seed }: RunName) => join(out, `${method}-seed${seed}`)

/** Tells runs apart by all that decides on their figures: settings, frames on each side, first weights. */
export const keyOf = (settings: TrainingSettings, sides: ReturnType<typeof divide>, weights: string | null) =>
  createHash('sha256')
    .update(JSON.stringify([settings, weights, Object.values(sides).map((side) => side.map((f) => f.hash))]))
    .digest('hex')

/** A finished run of this name and key; undefined where there is none. */
export async function keptRun(out: string, name: RunName, key: string): Promise<Run | undefined> {
  for (const folder of [folderOf(out, name), folderBefore(out, name)]) {
    const kept = await jsonIn(join(folder, RESULT))
    const { method, labelled, seed } = name
    if (kept?.key === key) return { ...(kept.run as Run), method, labelled, seed }
  }
  return undefined
}

export async function keepRun(folder: string, key: string, run: Run): Promise<void> {
  await writeJson(join(folder, RESULT), { key, run })
}

/** Readies a run's folder; whether a run of this key was begun there before, which can be gone on with. */
export async function beginIn(folder: string, key: string): Promise<boolean> {
  const before = await jsonIn(join(folder, KEY))
  if (before?.key === key) return true
  if (before) await rm(folder, { recursive: true, force: true })
  await mkdir(folder, { recursive: true })
  await writeJson(join(folder, KEY), { key })
  return false
}

export const noteStep = (folder: string, report: StepReport): Promise<void> =>
  appendLine(join(folder, STEPS), report)

/** All steps that were noted; where a run went back to a checkpoint, the later ones hold. */
export async function notedSteps(folder: string): Promise<StepReport[]> {
  const reports = await readLines<StepReport>(join(folder, STEPS))
  return [...new Map(reports.map((r) => [r.step, r])).values()].sort((a, b) => a.step - b.step)
}

interface Kept {
  readonly key?: unknown
  readonly run?: unknown
}

async function jsonIn(path: string): Promise<Kept | undefined> {
  try {
    return JSON.parse(await readFile(path, 'utf8'), revived) as Kept
  } catch {
    return undefined
  }
}

const writeJson = (path: string, value: Kept) =>
  writeDurably(path, new TextEncoder().encode(JSON.stringify(value, written)))

/** Pictures are kept as text. */
const written = (_: string, value: unknown) =>
  value instanceof Uint8Array ? { base64: Buffer.from(value).toString('base64') } : value

function revived(_: string, value: unknown): unknown {
  const { base64 } = (value ?? {}) as { base64?: unknown }
  return typeof base64 === 'string' ? new Uint8Array(Buffer.from(base64, 'base64')) : value
}
