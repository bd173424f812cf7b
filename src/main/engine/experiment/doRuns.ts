import { type Doing, type Done, Night, type Watcher } from './Night.ts'
import type { Prepared } from './prepared.ts'
import type { PreparedRun } from './preparedRun.ts'
import { sideBySide } from './sideBySide.ts'

/**
 * Does the runs of a part that are not finished, and notes all after each. A run that fails keeps no other from being
 * done; one that found too little memory beside others is tried once more when it is alone.
 */
export async function doRuns({ plan, runs, own }: Prepared, doing: Doing, watcher: Watcher): Promise<Done> {
  const night = new Night(plan, doing, watcher)
  night.add(runs)
  doing.jobs.goSideBySide(doing.count)
  const again: PreparedRun[] = []
  await sideBySide(own, doing.count, async (run) => {
    if ((await night.do(run, doing.count === 1)) === 'again') again.push(run)
  })
  for (const run of again) await night.do(run, true)
  return night.note()
}
