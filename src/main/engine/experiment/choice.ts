import { mkdir } from 'node:fs/promises'
import { join } from 'node:path'
import type { JobService } from '../jobs/JobService.ts'
import { type Before, type Chain, firstOf } from './campaign.ts'
import { readJson, writeJson } from './jsonFile.ts'
import { nextFrames } from './nextFrames.ts'
import type { PreparedRun } from './preparedRun.ts'

/** What the next round labels, kept beside the round that it follows from. */
const CHOICE = 'next.json'

/** The frames that are labelled after a round, kept or by chance; undefined where a strategy has not chosen them yet. */
export async function knownChoice(
  chain: Chain,
  round: number,
  { folder, key }: PreparedRun,
): Promise<readonly number[] | undefined> {
  const count = chain.counts[round + 1] ?? 0
  if (chain.way.strategy === 'random') return firstOf(count)
  const kept = (await readJson(join(folder, CHOICE))) as
    | { readonly key?: unknown; readonly rows?: unknown }
    | undefined
  if (kept?.key !== keyOf(chain, key, count) || !Array.isArray(kept.rows)) return undefined
  return kept.rows.filter((row) => Number.isInteger(row))
}

/** The same, chosen now where it is not known. Fails where the model cannot look at the frames. */
export async function choice(
  jobs: JobService,
  chain: Chain,
  round: number,
  run: PreparedRun,
  before: Before,
): Promise<readonly number[]> {
  const known = await knownChoice(chain, round, run)
  const { strategy } = chain.way
  if (known || strategy === 'random' || !before.model) return known ?? before.rows
  const count = chain.counts[round + 1] ?? 0
  const rows = await nextFrames(jobs, before.model, chain.pool, before.rows, { strategy, count })
  await mkdir(run.folder, { recursive: true })
  await writeJson(join(run.folder, CHOICE), { key: keyOf(chain, run.key, count), rows })
  return rows
}

const keyOf = ({ way: { strategy } }: Chain, run: string, count: number) =>
  `${run} ${strategy === 'random' ? strategy : strategy.name} ${count}`
