import { ofShard, type Shard } from '../../../shared/domain/shard.ts'
import type { Runtime } from '../machine/Runtime.ts'
import type { Campaign } from './campaign.ts'
import { countsOf, drawnSides } from './division.ts'
import { folderOf, keyOf } from './keptRuns.ts'
import type { ExperimentPlan, RunName } from './plan.ts'
import { firstWeights, type PreparedRun } from './preparedRun.ts'
import { settingsOf } from './runSettings.ts'
import { listedSides } from './splitLists.ts'

/** An experiment whose frames are read and divided. */
export interface Prepared {
  readonly plan: ExperimentPlan
  readonly runs: readonly PreparedRun[]
  /** Those of the part that is done here. */
  readonly own: readonly PreparedRun[]
  /** Where its runs follow from one another. */
  readonly campaign?: Campaign
}

/** Reads and divides a plan's frames. Fails where they, the split files or the settings are not to be used. */
export async function prepared(
  { imagenet }: Pick<Runtime, 'imagenet'>,
  plan: ExperimentPlan,
  shard: Shard,
): Promise<Prepared> {
  const { splitFiles } = plan
  const sidesOf = await (splitFiles === undefined ? drawnSides(plan) : listedSides({ ...plan, splitFiles }))
  const first = await firstWeights(imagenet[plan.backbone])
  const runs = namesOf(plan).map((name): PreparedRun => {
    const sides = sidesOf(name)
    const settings = settingsOf(plan, name, countsOf(sides))
    return {
      name,
      settings,
      sides,
      initial: first.initial,
      folder: folderOf(plan.out, name),
      key: keyOf(settings, sides, first.sha256),
      isShown: name.seed === plan.seeds[0],
    }
  })
  return { plan, runs, own: ofShard(runs, shard) }
}

/** All runs there are, in order: what differs in the method alone stands together. */
const namesOf = ({ shares, seeds, methods }: ExperimentPlan): RunName[] =>
  shares.flatMap((labelled) => seeds.flatMap((seed) => methods.map((method) => ({ method, labelled, seed }))))
