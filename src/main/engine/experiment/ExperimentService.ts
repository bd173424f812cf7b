import { mkdir } from 'node:fs/promises'
import { Failure } from '../../../shared/contract/failure.ts'
import { ofShard, type Shard } from '../../../shared/domain/shard.ts'
import { sha256File } from '../../files/durableFile.ts'
import type { JobService } from '../jobs/JobService.ts'
import type { Runtime } from '../machine/Runtime.ts'
import { classesOf, divide, type ExperimentFrame, readFrames } from './division.ts'
import { beginIn, folderOf, keepRun, keptRun, keyOf } from './keptRuns.ts'
import type { ExperimentPlan, Run, RunName } from './plan.ts'
import { type RunProgress, runOne, settingsOf } from './runOne.ts'

export type { ExperimentPlan, Run, RunName }

/** Methods compared by the paper's protocol on any folder of images and masks. */
export const ExperimentService = { run, classesOf }

interface Watcher {
  onStep(progress: RunProgress): void
  /** Called for each run of the part as it is there; `isKept` where it was finished before. */
  onRun(run: Run, isKept: boolean): void
}

/** What runs on what machine. */
interface Machine {
  readonly jobs: JobService
  readonly runtime: Pick<Runtime, 'imagenet'>
}

/**
 * Does a part of an experiment's runs and answers with all that are finished in its folder by then, in the plan's
 * order. What is finished is not done again, what was broken off goes on from its last checkpoint; both only with the
 * same settings and frames.
 */
async function run(
  machine: Machine,
  plan: ExperimentPlan,
  shard: Shard,
  { onStep, onRun }: Watcher,
): Promise<Run[]> {
  if (!plan.seeds.every(Number.isInteger)) throw new Failure('seedNotWhole')
  const frames = await readFrames(plan)
  await mkdir(plan.out, { recursive: true })
  const names = namesOf(plan)
  const prepare = await preparing(machine, plan, frames)
  for (const name of ofShard(names, shard)) {
    const { key, folder, ...rest } = prepare(name)
    const kept = await keptRun(plan.out, name, key)
    if (kept) {
      onRun(kept, true)
      continue
    }
    const resume = await beginIn(folder, key)
    const done = await runOne(machine.jobs, { ...rest, folder, resume }, onStep)
    await keepRun(folder, key, done)
    onRun(done, false)
  }
  const all = names.map((name) => keptRun(plan.out, name, prepare(name).key))
  return (await Promise.all(all)).filter((found) => found !== undefined)
}

/** All runs there are, in order: what differs in the method alone stands together. */
const namesOf = ({ shares, seeds, methods }: ExperimentPlan): RunName[] =>
  shares.flatMap((labelled) => seeds.flatMap((seed) => methods.map((method) => ({ method, labelled, seed }))))

/** All that a run is made of, by its name. */
async function preparing({ runtime }: Machine, plan: ExperimentPlan, frames: readonly ExperimentFrame[]) {
  const weights = runtime.imagenet[plan.backbone] ?? null
  const weightsHash = weights && (await sha256File(weights))
  return (name: RunName) => {
    const settings = settingsOf(plan, name)
    const sides = divide(frames, plan.validation, name)
    return {
      ...name,
      settings,
      sides,
      weights,
      isShown: name.seed === plan.seeds[0],
      folder: folderOf(plan.out, name),
      key: keyOf(settings, sides, weightsHash),
    }
  }
}
