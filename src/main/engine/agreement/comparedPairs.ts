import {
  type Compared,
  compareReadings,
  type Tolerance,
} from '../../../shared/domain/agreement/compareReadings.ts'
import { sha256 } from '../../files/durableFile.ts'
import { breather } from '../store/check/breathe.ts'
import type { OpenStudy } from '../study/OpenStudy.ts'
import { type Pair, pairsOf, type Reading, submittedReadings } from './readings.ts'

/** Pairs whose masks are read at a time. */
const AT_A_TIME = 50
/** Tolerances whose figures are kept side by side. */
const TOLERANCES = 3

/** A pair of masks, and what they came to; null where one of them is not what was saved. */
export interface ComparedPair extends Pair {
  readonly compared: Compared | null
}

interface Kept {
  /** By tolerance, then by both revisions and what a pixel measures: it holds as long as these are the newest. */
  readonly found: Map<string, Map<string, Compared | null>>
  /** One at a time goes on from where the last one came to. */
  reading: Promise<unknown>
}
const kept = new WeakMap<OpenStudy, Kept>()

export interface ComparedReadings {
  readonly readings: readonly Reading[]
  readonly pairs: readonly ComparedPair[]
  readonly blind: number
}

/** All pairs of masks of frames that two or more readers have submitted. Only what was saved since is compared anew. */
export async function comparedPairs(study: OpenStudy, tolerance: Tolerance): Promise<ComparedReadings> {
  const now: Kept = kept.get(study) ?? { found: new Map(), reading: Promise.resolve() }
  kept.set(study, now)
  const reading = now.reading.catch(() => {}).then(() => readOn(study, now, tolerance))
  now.reading = reading
  return reading
}

async function readOn(study: OpenStudy, { found }: Kept, tolerance: Tolerance): Promise<ComparedReadings> {
  const { readings, blind } = await submittedReadings(study)
  const pairs = pairsOf(readings)
  const at = `${tolerance.px}/${tolerance.mm}`
  const before = found.get(at) ?? new Map<string, Compared | null>()
  const fresh = pairs.filter((pair) => !before.has(keyOf(pair)))
  const rest = breather()
  for (let from = 0; from < fresh.length; from += AT_A_TIME) {
    const some = fresh.slice(from, from + AT_A_TIME)
    const masks = await masksOf(study, some)
    for (const pair of some) {
      const [one, other] = [masks.get(pair.one.newest), masks.get(pair.other.newest)]
      const compared = one && other && compareReadings(one, other, tolerance, pair.one.mmPerPixel)
      before.set(keyOf(pair), compared ?? null)
      await rest()
    }
  }
  const all = pairs.map((pair) => ({ ...pair, compared: before.get(keyOf(pair)) ?? null }))
  // What is not asked for any more goes, and so do revisions that are not the newest.
  found.delete(at)
  found.set(at, new Map(all.map((pair) => [keyOf(pair), pair.compared])))
  for (const oldest of [...found.keys()].slice(0, -TOLERANCES)) found.delete(oldest)
  return { readings, pairs: all, blind }
}

const keyOf = ({ one, other }: Pair) => `${one.newest}/${other.newest}/${one.mmPerPixel}`

/** Masks as bytes, by revision; one that is not what was saved is left out. */
async function masksOf(
  { store: { db } }: OpenStudy,
  pairs: readonly Pair[],
): Promise<Map<number, Uint8Array>> {
  const revisions = new Set(pairs.flatMap(({ one, other }) => [one.newest, other.newest]))
  const rows = await db
    .selectFrom('revision')
    .select(['id', 'mask', 'sha256'])
    .where('id', 'in', [...revisions])
    .execute()
  return new Map(rows.filter((row) => sha256(row.mask) === row.sha256).map(({ id, mask }) => [id, mask]))
}
