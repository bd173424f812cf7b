import { ofShard, type Shard } from '../../../shared/domain/shard.ts'
import type { TrainingSettings } from '../../../shared/trainer/settings.ts'
import { sha256File } from '../../files/durableFile.ts'
import type { Runtime } from '../machine/Runtime.ts'
import { countsOf, drawnSides, type Sides } from './division.ts'
import { folderOf, keyOf } from './keptRuns.ts'
import type { ExperimentPlan, RunName } from './plan.ts'
import { settingsOf } from './runSettings.ts'
import { listedSides } from './splitLists.ts'

/** All that a run is made of. */
export interface PreparedRun {
  readonly name: RunName
  readonly settings: TrainingSettings
  readonly sides: Sides
  /** ImageNet weights, where they are here. */
  readonly weights: string | null
  readonly folder: string
  /** Of settings, frames and first weights. */
  readonly key: string
  /** Whether the report is to show what its model sees. */
  readonly isShown: boolean
}

/** An experiment whose frames are read and divided. */
export interface Prepared {
  readonly plan: ExperimentPlan
  readonly runs: readonly PreparedRun[]
  /** Those of the part that is done here. */
  readonly own: readonly PreparedRun[]
}

/** Reads and divides a plan's frames. Fails where they, the split files or the settings are not to be used. */
export async function prepared(
  { imagenet }: Pick<Runtime, 'imagenet'>,
  plan: ExperimentPlan,
  shard: Shard,
): Promise<Prepared> {
  const { splitFiles } = plan
  const sidesOf = await (splitFiles === undefined ? drawnSides(plan) : listedSides({ ...plan, splitFiles }))
  const weights = imagenet[plan.backbone] ?? null
  const weightsHash = weights && (await sha256File(weights))
  const runs = namesOf(plan).map((name): PreparedRun => {
    const sides = sidesOf(name)
    const settings = settingsOf(plan, name, countsOf(sides))
    return {
      name,
      settings,
      sides,
      weights,
      folder: folderOf(plan.out, name),
      key: keyOf(settings, sides, weightsHash),
      isShown: name.seed === plan.seeds[0],
    }
  })
  return { plan, runs, own: ofShard(runs, shard) }
}

/** All runs there are, in order: what differs in the method alone stands together. */
const namesOf = ({ shares, seeds, methods }: ExperimentPlan): RunName[] =>
  shares.flatMap((labelled) => seeds.flatMap((seed) => methods.map((method) => ({ method, labelled, seed }))))
