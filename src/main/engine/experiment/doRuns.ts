import type { ReasonName } from '../../../shared/reasons/index.ts'
import { Refused } from '../../../shared/reasons/Refused.ts'
import type { JobService } from '../jobs/JobService.ts'
import { beginIn, keepRun, keptRun } from './keptRuns.ts'
import type { Run } from './plan.ts'
import type { Prepared, PreparedRun } from './prepared.ts'
import { type FailedRun, writeResults } from './results.ts'
import { type RunProgress, runOne } from './runOne.ts'
import { sideBySide } from './sideBySide.ts'

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

/**
 * Does the runs of a part that are not finished, and notes all after each. A run that fails keeps no other from being
 * done; one that found too little memory beside others is tried once more when it is alone.
 */
export async function doRuns(prepared: Prepared, doing: Doing, watcher: Watcher): Promise<Done> {
  const night = new Night(prepared, doing, watcher)
  doing.jobs.goSideBySide(doing.count)
  await sideBySide(prepared.own, doing.count, (run) => night.do(run, doing.count === 1))
  for (const run of night.again) await night.do(run, true)
  return night.note()
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

/** What has become of a part's runs. */
class Night {
  /** Those that want the machine to themselves. */
  readonly again: PreparedRun[] = []
  private readonly failed: FailedRun[] = []
  private readonly prepared: Prepared
  private readonly doing: Doing
  private readonly watcher: Watcher
  private noted: Promise<unknown> = Promise.resolve()

  constructor(prepared: Prepared, doing: Doing, watcher: Watcher) {
    this.prepared = prepared
    this.doing = doing
    this.watcher = watcher
  }

  async do(run: PreparedRun, isAlone: boolean): Promise<void> {
    const { jobs, version } = this.doing
    const { name, folder, key } = run
    const kept = await keptRun(this.prepared.plan.out, name, run)
    if (kept) return this.watcher.onRun(kept, true)
    const resume = await beginIn(folder, key)
    try {
      const done = await runOne(jobs, { ...run, version, resume }, this.watcher.onStep)
      await keepRun(folder, key, done)
      this.watcher.onRun(done, false)
    } catch (error) {
      if (!(error instanceof Refused)) throw error
      const { reason } = error
      if (!isAlone && OF_MEMORY.has(reason.name)) {
        this.again.push(run)
        return
      }
      this.failed.push({ ...name, reason })
      this.watcher.onFailed({ ...name, reason })
    }
    await this.note()
  }

  /** Writes what there is by now, one after the other. */
  note(): Promise<Done> {
    const next = this.noted.then(async () => {
      const { plan, runs: all } = this.prepared
      const found = await Promise.all(all.map((run) => keptRun(plan.out, run.name, run)))
      const runs = found.filter((run) => run !== undefined)
      await writeResults(this.prepared, runs, this.failed)
      return { runs, failed: this.failed }
    })
    this.noted = next
    return next
  }
}
