import { createHash } from 'node:crypto'
import { mkdir, rm } from 'node:fs/promises'
import { join } from 'node:path'
import * as z from 'zod'
import type { StepReport } from '../../../shared/trainer/protocol.ts'
import type { TrainingSettings } from '../../../shared/trainer/settings.ts'
import { appendLine, readLines } from '../../files/lineFile.ts'
import type { Sides } from './division.ts'
import { readJson, writeJson } from './jsonFile.ts'
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
export const keyOf = (settings: TrainingSettings, sides: Sides, weights: string | null) =>
  createHash('sha256')
    .update(JSON.stringify([settings, weights, hashesOf(sides)]))
    .digest('hex')

const hashesOf = ({ test, validation, labelled, unlabelled }: Sides) =>
  [test, validation, labelled, unlabelled].map((side) => side.map(({ hash }) => hash))

/** A finished run; undefined where there is none of this name, settings and frames. */
export async function keptRun(
  out: string,
  { method, labelled, seed }: RunName,
  { key, settings }: { readonly key: string; readonly settings: TrainingSettings },
): Promise<Run | undefined> {
  const name = { method, labelled, seed }
  for (const folder of [folderOf(out, name), folderBefore(out, name)]) {
    const kept = await keptIn(join(folder, RESULT))
    if (kept?.key !== key) continue
    // What earlier versions did not note is known from the key, or not at all.
    const known = { stepsDone: settings.steps, peakMb: null, madeBy: null }
    return { ...known, ...(kept.run as Run), ...name, settings }
  }
  return undefined
}

export async function keepRun(folder: string, key: string, run: Run): Promise<void> {
  await writeJson(join(folder, RESULT), { key, run })
}

/** Readies a run's folder; whether a run of this key was begun there before, which can be gone on with. */
export async function beginIn(folder: string, key: string): Promise<boolean> {
  const before = await keptIn(join(folder, KEY))
  if (before?.key === key) return true
  if (before) await rm(folder, { recursive: true, force: true })
  await mkdir(folder, { recursive: true })
  await writeJson(join(folder, KEY), { key })
  return false
}

export const noteStep = (folder: string, report: StepReport): Promise<void> =>
  appendLine(join(folder, STEPS), report)

/** A step's line, as far as reports draw it; what a bad disk made of one is passed over. */
const noted = z.looseObject({
  step: z.number(),
  steps: z.number(),
  losses: z.record(z.string(), z.number()),
  thresholds: z.array(z.number()),
  pseudoLabelShare: z.array(z.number()),
  pseudoLabelAccuracy: z.array(z.number().nullable()).optional(),
  classSimilarity: z.number().optional(),
  likeness: z.object({ classes: z.number().nullable(), boundary: z.number().nullable() }).optional(),
  secondsPerStep: z.number(),
  secondsLeft: z.number(),
})

/** All steps that were noted; where a run went back to a checkpoint, the later ones hold. */
export async function notedSteps(folder: string): Promise<StepReport[]> {
  const lines = await readLines<unknown>(join(folder, STEPS))
  const reports = lines.flatMap((line): StepReport[] => {
    const { data } = noted.safeParse(line)
    // Optional parts are there or not; zod says that they may be undefined as well.
    return data ? [data as StepReport] : []
  })
  return [...new Map(reports.map((r) => [r.step, r])).values()].sort((a, b) => a.step - b.step)
}

interface Kept {
  readonly key?: unknown
  readonly run?: unknown
}

const keptIn = async (path: string) => (await readJson(path)) as Kept | undefined
