import { copyFile, mkdir } from 'node:fs/promises'
import { join } from 'node:path'
import type { Shard } from '../../../shared/domain/shard.ts'
import { Refused } from '../../../shared/reasons/Refused.ts'
import type { JobService } from '../jobs/JobService.ts'
import type { Runtime } from '../machine/Runtime.ts'
import {
  type Before,
  type Campaign,
  type Chain,
  campaignOf,
  firstOf,
  MODEL,
  modelIn,
  nameOf,
  roundOf,
} from './campaign.ts'
import { choice, knownChoice } from './choice.ts'
import { correctionsOn } from './corrections.ts'
import { folderOf, keepRun, keptRun } from './keptRuns.ts'
import { type Doing, type Done, Night, type Watcher } from './Night.ts'
import type { ExperimentPlan } from './plan.ts'
import type { Prepared } from './prepared.ts'
import type { PreparedRun } from './preparedRun.ts'
import { sideBySide } from './sideBySide.ts'

/** Before any round. */
const beginning = ({ counts: [count = 0] }: Chain): Before => ({
  rows: firstOf(count),
  model: undefined,
})

/** What is known of a chain's rounds before more of them are done. */
interface Known {
  readonly finished: readonly PreparedRun[]
  /** Those to come; of later ones the frames are not known yet, and those drawn by chance stand for them. */
  readonly left: readonly PreparedRun[]
}

/** Goes along a chain as far as it is finished. */
async function knownOf(campaign: Campaign, chain: Chain): Promise<Known> {
  const finished: PreparedRun[] = []
  let before: Before | undefined = beginning(chain)
  for (const round of chain.counts.keys()) {
    if (!before) break
    const run = roundOf(campaign, chain, round, before)
    if (!(await isKept(campaign, run))) break
    finished.push(run)
    const rows = await knownChoice(chain, round, run)
    before = rows && { rows, model: await modelIn(run) }
  }
  const left = chain.counts.flatMap((count, round) =>
    round < finished.length
      ? []
      : roundOf(campaign, chain, round, { rows: firstOf(count), model: undefined }),
  )
  return { finished, left }
}

const isKept = async ({ plan }: Campaign, run: PreparedRun) =>
  (await keptRun(plan.out, run.name, run)) !== undefined

/** A plan of rounds: only the first are known beforehand, later ones follow from them. */
export async function preparedRounds(
  runtime: Pick<Runtime, 'imagenet'>,
  plan: ExperimentPlan & Required<Pick<ExperimentPlan, 'ways'>>,
  shard: Shard,
): Promise<Prepared> {
  const campaign = await campaignOf(runtime, plan, shard)
  const known = await Promise.all(campaign.own.map((chain) => knownOf(campaign, chain)))
  // Only one way has the first round to do; the others take it over.
  const [first] = plan.shares
  const todo = known.flatMap(({ left }) => left)
  const left = new Map(todo.map((run) => [run.name.labelled === first ? run.key : run.folder, run]))
  const finished = known.flatMap(({ finished }) => finished)
  return { plan, runs: finished, own: [...left.values()], campaign }
}

/**
 * Does a part's chains, so many side by side, each round after the one before it. A round that fails ends its chain alone;
 * one that found too little memory beside others goes on when it has the machine to itself.
 */
export async function doRounds(campaign: Campaign, doing: Doing, watcher: Watcher): Promise<Done> {
  const night = new Night(campaign.plan, doing, watcher)
  for (const chain of campaign.chains) night.add((await knownOf(campaign, chain)).finished)
  doing.jobs.goSideBySide(doing.count)
  const again: Chain[] = []
  await sideBySide(campaign.own, doing.count, async (chain) => {
    if ((await goAlong(campaign, chain, { night, doing, isAlone: doing.count === 1 })) === 'again')
      again.push(chain)
  })
  for (const chain of again) await goAlong(campaign, chain, { night, doing, isAlone: true })
  return night.note()
}

async function goAlong(
  campaign: Campaign,
  chain: Chain,
  { night, doing, isAlone }: { readonly night: Night; readonly doing: Doing; readonly isAlone: boolean },
): Promise<'again' | 'ended'> {
  let before = beginning(chain)
  for (const round of chain.counts.keys()) {
    const run = roundOf(campaign, chain, round, before)
    night.add([run])
    if (round === 0) await takeOver(campaign, chain, run)
    const done = await night.do(run, isAlone)
    if (done === 'again') return 'again'
    if (done === undefined || round === chain.counts.length - 1) return 'ended'
    before = { ...before, model: await modelIn(run) }
    try {
      before = await afterRound(doing.jobs, chain, round, run, before)
    } catch (error) {
      if (!(error instanceof Refused)) throw error
      await night.fail(nameOf(campaign, chain, round + 1), error.reason)
      return 'ended'
    }
  }
  return 'ended'
}

/** What the next round comes after: its frames are chosen, and what the model has wrong of the new ones is told where it counts. */
async function afterRound(
  jobs: JobService,
  chain: Chain,
  round: number,
  run: PreparedRun,
  before: Before,
): Promise<Before> {
  const rows = await choice(jobs, chain, round, run, before)
  if (!chain.way.start.corrects || !before.model) return { ...before, rows }
  const fresh = rows.filter((row) => !before.rows.includes(row))
  const corrected = await correctionsOn(jobs, before.model, chain.pool, fresh)
  return { ...before, rows, corrected: new Map([...(before.corrected ?? []), ...corrected]) }
}

/** The first round is the same for all ways of a method and seed: who comes later takes it as it is. */
async function takeOver({ plan }: Campaign, { way }: Chain, run: PreparedRun): Promise<void> {
  if (await keptRun(plan.out, run.name, run)) return
  for (const other of plan.ways ?? []) {
    const name = { ...run.name, method: other.name }
    const kept = other.name === way.name ? undefined : await keptRun(plan.out, name, run)
    if (!kept) continue
    await mkdir(run.folder, { recursive: true })
    await copyFile(join(folderOf(plan.out, name), MODEL), join(run.folder, MODEL))
    return keepRun(run.folder, run.key, { ...kept, ...run.name })
  }
}
