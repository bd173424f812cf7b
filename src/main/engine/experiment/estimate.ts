import { createHash } from 'node:crypto'
import { availableParallelism, hostname } from 'node:os'
import { join } from 'node:path'
import type { TrainingSettings } from '../../../shared/trainer/settings.ts'
import { answerOf, type JobService } from '../jobs/JobService.ts'
import { readJson, writeJson } from './jsonFile.ts'
import type { PreparedRun } from './preparedRun.ts'

/** Measured steps of a method, kept in the experiment's folder. */
const PACES = 'paces.json'
/** Enough to tell minutes from hours; where a step takes minutes, one is. */
const MEASURED = { warmUp: 2, repeats: 3, within: 20 } as const

/** What a step of a method takes on this machine. */
interface Pace {
  readonly secondsPerStep: number
  /** What all threads take together. */
  readonly cpuSecondsPerStep: number
  /** Bytes of the process. */
  readonly bytes: number
}

/** What is left to do of one method. */
export interface MethodEstimate extends Pace {
  readonly method: string
  readonly runs: number
  readonly steps: number
}

/** What an experiment will take here, before it starts. */
export interface Estimate {
  readonly methods: readonly MethodEstimate[]
  /** Runs that go side by side: as many as were asked for, and as fit the memory. */
  readonly sideBySide: number
  /** Of learning; judging the test frames comes on top. */
  readonly seconds: number
  /** Bytes of what goes side by side at most, and those free. */
  readonly bytes: number
  readonly free: number
}

/**
 * Measures a few steps of each method that has runs to do, one after the other, where this machine has not yet for this
 * folder. Fails where a method cannot be run here, for want of memory as a run would.
 */
export async function estimateOf(
  jobs: JobService,
  out: string,
  todo: readonly PreparedRun[],
  atMost: number,
  onMeasure: (method: string) => void,
): Promise<Estimate> {
  const byMethod = Map.groupBy(todo, ({ name }) => name.method)
  const methods: MethodEstimate[] = []
  for (const [method, runs] of byMethod) {
    const [first] = runs
    if (!first) continue
    const pace = await paceOf(jobs, out, first.settings, () => onMeasure(method))
    const steps = runs.reduce((sum, { settings }) => sum + settings.steps, 0)
    methods.push({ method, runs: runs.length, steps, ...pace })
  }
  return addedUp(methods, atMost, process.availableMemory(), availableParallelism())
}

/** As many side by side as fit the memory by the largest; their time is that of the runs or of the cores, the longer. */
export function addedUp(
  methods: readonly MethodEstimate[],
  atMost: number,
  free: number,
  cores: number,
): Estimate {
  const runs = methods.reduce((sum, method) => sum + method.runs, 0)
  const largest = Math.max(0, ...methods.map(({ bytes }) => bytes))
  const sideBySide = Math.max(1, Math.min(atMost, runs, largest > 0 ? Math.floor(free / largest) : atMost))
  const total = (of: (method: MethodEstimate) => number) =>
    methods.reduce((sum, method) => sum + method.steps * of(method), 0)
  const seconds = Math.max(
    total(({ secondsPerStep }) => secondsPerStep) / sideBySide,
    total(({ cpuSecondsPerStep }) => cpuSecondsPerStep) / cores,
  )
  return { methods, sideBySide, seconds, bytes: sideBySide * largest, free }
}

async function paceOf(
  jobs: JobService,
  out: string,
  settings: TrainingSettings,
  onMeasure: () => void,
): Promise<Pace> {
  const file = join(out, PACES)
  const kept = ((await readJson(file)) ?? {}) as Readonly<Record<string, Pace>>
  const key = keyOf(settings)
  const known = kept[key]
  if (known) return known
  onMeasure()
  const job = { settings, ...MEASURED }
  const { stepSeconds, cpuSeconds, neededBytes, peakRssMb } = answerOf(
    await jobs.ask({ kind: 'bench', job }, { priority: 'round' }).outcome,
  )
  const pace = {
    secondsPerStep: stepSeconds,
    cpuSecondsPerStep: cpuSeconds,
    bytes: Math.max(neededBytes, peakRssMb * 2 ** 20),
  }
  await writeJson(file, { ...kept, [key]: pace })
  return pace
}

/** A step takes as long whatever the seed and the number of steps, but not on another machine. */
const keyOf = ({ seed: _, steps: __, checkpointEvery: ___, ...settings }: TrainingSettings) =>
  createHash('sha256')
    .update(JSON.stringify([hostname(), settings]))
    .digest('hex')
