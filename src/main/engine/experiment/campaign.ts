import { join } from 'node:path'
import { Failure } from '../../../shared/contract/failure.ts'
import { ofShard, type Shard } from '../../../shared/domain/shard.ts'
import type { ModelRef } from '../../../shared/trainer/protocol.ts'
import { sha256File } from '../../files/durableFile.ts'
import type { Runtime } from '../machine/Runtime.ts'
import { countOf, countsOf, drawnSides, type Sides } from './division.ts'
import type { ExperimentFrame } from './frames.ts'
import { folderOf, keyOf } from './keptRuns.ts'
import type { ExperimentPlan, RunName, Way } from './plan.ts'
import { firstWeights, type PreparedRun } from './preparedRun.ts'
import { settingsOf } from './runSettings.ts'

/** A plan with ways, whose frames are read. */
export interface Campaign {
  readonly plan: ExperimentPlan
  readonly first: Awaited<ReturnType<typeof firstWeights>>
  /** In turn by way, so that those that go side by side have no round in common. */
  readonly chains: readonly Chain[]
  /** Those of the part that is done here. */
  readonly own: readonly Chain[]
}

/** The rounds of one way and seed. */
export interface Chain {
  readonly way: Way
  readonly seed: number
  readonly held: Pick<Sides, 'test' | 'validation'>
  /** What may be labelled, in the seed's order: its first frames are those of the first round. */
  readonly pool: Sides['unlabelled']
  /** Labelled frames of each round. */
  readonly counts: readonly number[]
}

/** Reads a plan's frames. Fails where its rounds do not label more each time, or its frames are not drawn. */
export async function campaignOf(
  { imagenet }: Pick<Runtime, 'imagenet'>,
  plan: ExperimentPlan & Required<Pick<ExperimentPlan, 'ways'>>,
  shard: Shard,
): Promise<Campaign> {
  if (plan.splitFiles !== undefined) throw new Failure('roundsNotDrawn')
  const sidesOf = await drawnSides(plan)
  const chains = plan.ways.flatMap((way) => plan.seeds.map((seed) => chainOf(plan, sidesOf, way, seed)))
  return { plan, first: await firstWeights(imagenet[plan.backbone]), chains, own: ofShard(chains, shard) }
}

function chainOf(
  { shares }: ExperimentPlan,
  sidesOf: (name: Pick<RunName, 'labelled' | 'seed'>) => Sides,
  way: Way,
  seed: number,
): Chain {
  const sides = shares.map((labelled) => sidesOf({ labelled, seed }))
  const [first] = sides
  const pool = first ? [...first.labelled, ...first.unlabelled] : []
  const counts = shares.map((share) => countOf(share, pool.length, '--labelled'))
  if (!first || counts.length < 2 || counts.some((count, i) => count <= (counts[i - 1] ?? 0)))
    throw new Failure('roundsNotRising', { shares: [...shares] })
  const { test, validation } = first
  return { way, seed, held: { test, validation }, pool, counts }
}

/** Places in a pool as they are drawn by chance. */
export const firstOf = (count: number): number[] => Array.from({ length: count }, (_, row) => row)

/** What a round comes after: which frames of the pool are labelled by then, and the model before. */
export interface Before {
  readonly rows: readonly number[]
  readonly model: ModelRef | undefined
  /** What the model of their time had wrong of rows, where the way tells it (`correctedIn`). */
  readonly corrected?: ReadonlyMap<number, Uint8Array>
}

export const nameOf = ({ plan }: Campaign, { way, seed }: Chain, round: number): RunName => ({
  method: way.name,
  labelled: plan.shares[round] ?? '',
  seed,
})

/** A round as it is to be done, after what came before. */
export function roundOf(campaign: Campaign, chain: Chain, round: number, before: Before): PreparedRun {
  const { plan, first } = campaign
  const { way, pool, held, seed } = chain
  const name = nameOf(campaign, chain, round)
  const labelled = new Set(before.rows)
  const sides: Sides = {
    ...held,
    labelled: before.rows.flatMap((row) => labelledAs(pool[row], before.corrected?.get(row))),
    unlabelled: pool.filter((_, row) => !labelled.has(row)),
  }
  const usual = settingsOf(plan, name, countsOf(sides))
  const settings = round === 0 ? usual : way.start.settings(usual)
  const model = round > 0 && way.start.goesOn ? before.model : undefined
  return {
    name,
    settings,
    sides,
    initial: model ? { kind: 'model', ...model } : first.initial,
    folder: folderOf(plan.out, name),
    key: keyOf(settings, sides, model ? model.sha256 : first.sha256),
    isShown: seed === plan.seeds[0] && round === chain.counts.length - 1,
  }
}

const labelledAs = (frame: ExperimentFrame | undefined, corrected: Uint8Array | undefined) =>
  frame ? [corrected ? { ...frame, corrected } : frame] : []

/** The model that a finished round has left. */
export async function modelIn({ folder }: PreparedRun): Promise<ModelRef> {
  const path = join(folder, MODEL)
  return { path, sha256: await sha256File(path) }
}

/** A round's model in its folder. */
export const MODEL = 'model.safetensors'
