import type { Reason, ReasonName } from '../../../shared/reasons/index.ts'
import { Refused } from '../../../shared/reasons/Refused.ts'
import type { JobService } from '../jobs/JobService.ts'
import { beginIn, keepRun, keptRun } from './keptRuns.ts'
import type { ExperimentPlan, Run, RunName } from './plan.ts'
import type { PreparedRun } from './preparedRun.ts'
import { type FailedRun, writeResults } from './results.ts'
import { type RunProgress, runOne } from './runOne.ts'

export interface Watcher {
  onStep(progress: RunProgress): void
  /** Called for each run of the part as it is there; `isKept` where it was finished before. */
  onRun(run: Run, isKept: boolean): void
  onFailed(run: FailedRun): void
}

/** How runs are done: by whom, of which version of LoCo Studio, and how many at a time. */
export interface Doing {
  readonly jobs: JobService
  readonly version: string
  readonly count: number
}

export interface Done {
  /** All that are finished in the folder, other parts' as well, in the plan's order. */
  readonly runs: readonly Run[]
  readonly failed: readonly FailedRun[]
}

/** The reasons of a run that may well go through when it has the machine to itself. */
const OF_MEMORY: ReadonlySet<ReasonName> = new Set([
  'pausedByMemory',
  'memoryShort',
  'memoryShortForAll',
  'memoryShortForBatch',
  'memoryShortForCrop',
  'memoryShortForBoth',
  'trainerStopped',
])

/** What has become of an experiment's runs, and what is written down of it after each. */
export class Night {
  private readonly plan: ExperimentPlan
  private readonly doing: Doing
  private readonly watcher: Watcher
  private readonly failed: FailedRun[] = []
  private all: readonly PreparedRun[] = []
  private noted: Promise<unknown> = Promise.resolve()

  constructor(plan: ExperimentPlan, doing: Doing, watcher: Watcher) {
    this.plan = plan
    this.doing = doing
    this.watcher = watcher
  }

  /** Runs that are to stand in the results, as they become known; each once, in the plan's order. */
  add(runs: readonly PreparedRun[]): void {
    const known = new Set(this.all.map(({ folder }) => folder))
    const { shares, seeds, methods } = this.plan
    const places = ({ name: { labelled, seed, method } }: PreparedRun) =>
      [shares.indexOf(labelled), seeds.indexOf(seed), methods.indexOf(method)] as const
    this.all = [...this.all, ...runs.filter(({ folder }) => !known.has(folder))].sort((one, other) => {
      const [a, b] = [places(one), places(other)]
      return a[0] - b[0] || a[1] - b[1] || a[2] - b[2]
    })
  }

  /**
   * Does a run that is not finished. Answers with it, with `again` where it found too little memory beside others, or
   * undefined where it failed, which is told and keeps no other from being done.
   */
  async do(run: PreparedRun, isAlone: boolean): Promise<Run | 'again' | undefined> {
    const { jobs, version } = this.doing
    const { name, folder, key } = run
    const kept = await keptRun(this.plan.out, name, run)
    if (kept) {
      this.watcher.onRun(kept, true)
      return kept
    }
    const resume = await beginIn(folder, key)
    try {
      const done = await runOne(jobs, { ...run, version, resume }, this.watcher.onStep)
      await keepRun(folder, key, done)
      this.watcher.onRun(done, false)
      await this.note()
      return done
    } catch (error) {
      if (!(error instanceof Refused)) throw error
      if (!isAlone && OF_MEMORY.has(error.reason.name)) return 'again'
      await this.fail(name, error.reason)
      return undefined
    }
  }

  /** Says that a run has no model, and why. */
  async fail(name: RunName, reason: Reason): Promise<void> {
    this.failed.push({ ...name, reason })
    this.watcher.onFailed({ ...name, reason })
    await this.note()
  }

  /** Writes what there is by now, one after the other. */
  note(): Promise<Done> {
    const next = this.noted.then(async () => {
      const { plan, all, failed } = this
      const found = await Promise.all(all.map((run) => keptRun(plan.out, run.name, run)))
      const runs = found.filter((run) => run !== undefined)
      await writeResults(plan, all, runs, failed)
      return { runs, failed }
    })
    this.noted = next
    return next
  }
}
