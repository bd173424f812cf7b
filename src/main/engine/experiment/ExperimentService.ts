import { mkdir } from 'node:fs/promises'
import { Failure } from '../../../shared/contract/failure.ts'
import type { Shard } from '../../../shared/domain/shard.ts'
import type { JobService } from '../jobs/JobService.ts'
import type { Runtime } from '../machine/Runtime.ts'
import { doRounds, preparedRounds } from './doRounds.ts'
import { doRuns } from './doRuns.ts'
import { type Estimate, estimateOf } from './estimate.ts'
import { classesOf } from './frames.ts'
import { keptRun } from './keptRuns.ts'
import type { Done, Watcher } from './Night.ts'
import type { ExperimentPlan, Run, RunName, TestSet } from './plan.ts'
import { type Prepared, prepared } from './prepared.ts'
import { type ExperimentPreset, experimentPreset, experimentPresets } from './presets.ts'
import type { FailedRun } from './results.ts'
import { starts } from './starts.ts'
import { USUAL_START, waysOf } from './ways.ts'

export type { Estimate, ExperimentPlan, ExperimentPreset, FailedRun, Prepared, Run, RunName, TestSet }

/** Methods compared by the paper's protocol on any folder of images and masks. */
export const ExperimentService = {
  presets: Object.keys(experimentPresets),
  preset: experimentPreset,
  classesOf,
  prepare,
  estimate,
  run,
  rounds: {
    waysOf,
    usualStart: USUAL_START,
    starts: starts.map(({ name, sentence }) => ({ name, sentence })),
  },
}

/** What runs on what machine. */
interface Machine {
  readonly jobs: JobService
  readonly runtime: Pick<Runtime, 'imagenet' | 'version'>
}

/** Reads a plan's frames, divides them, and names the runs and those of a part: of rounds, those that are left. */
async function prepare({ runtime }: Machine, plan: ExperimentPlan, shard: Shard): Promise<Prepared> {
  if (!plan.seeds.every(Number.isInteger)) throw new Failure('seedNotWhole')
  const { ways } = plan
  const experiment = await (ways
    ? preparedRounds(runtime, { ...plan, ways }, shard)
    : prepared(runtime, plan, shard))
  await mkdir(plan.out, { recursive: true })
  return experiment
}

/** What the part's runs that are not finished will take on this machine, with so many side by side at most. */
async function estimate(
  { jobs }: Machine,
  { plan, own }: Prepared,
  atMost: number,
  onMeasure: (method: string) => void,
): Promise<Estimate> {
  const kept = await Promise.all(own.map((run) => keptRun(plan.out, run.name, run)))
  const left = own.filter((_, i) => kept[i] === undefined)
  return estimateOf(jobs, plan.out, left, atMost, onMeasure)
}

/**
 * Does a part of an experiment's runs, so many side by side, and answers with all that are finished in its folder by
 * then, in the plan's order. What is finished is not done again, what was broken off goes on from its last checkpoint;
 * both only with the same settings and frames. `results.json` is written after each.
 */
function run(
  { jobs, runtime }: Machine,
  experiment: Prepared,
  count: number,
  watcher: Watcher,
): Promise<Done> {
  const doing = { jobs, version: runtime.version, count }
  const { campaign } = experiment
  return campaign ? doRounds(campaign, doing, watcher) : doRuns(experiment, doing, watcher)
}
