import { createHash } from 'node:crypto'
import { strataOf } from '../../../shared/domain/strata.ts'
import type { Found } from './found/Incoming.ts'

/**
 * Leaves masks on a share of the training frames that have one, the same for the same seed and files: the protocol
 * of 10, 30 or 50 % labelled frames. Drawn evenly over what the names tell; held-out frames keep all of theirs, so
 * that splits must be known (`withSides`).
 */
export function withLabelledShare(
  found: readonly Found[],
  { share, seed }: { share: number; seed: number },
): Found[] {
  const key = ({ path }: Found) =>
    createHash('sha256')
      .update(`${seed}\u001f${path.split(/[\\/]/).at(-1)}`)
      .digest('hex')
  const masked = found.filter(({ mask, split }) => mask && (split ?? 'train') === 'train')
  const strata = Map.groupBy(masked, (item) => [...strataOf([item], []).values()][0] ?? '')
  const kept = new Set<Found>()
  let due = 0
  for (const name of [...strata.keys()].sort()) {
    const stratum = [...(strata.get(name) ?? [])].sort((a, b) => (key(a) < key(b) ? -1 : 1))
    // What a stratum's share leaves over counts in the next, so that the whole comes out right.
    due += share * stratum.length
    const count = Math.round(due)
    due -= count
    for (const item of stratum.slice(0, count)) kept.add(item)
  }
  const left = new Set(masked.filter((item) => !kept.has(item)))
  return found.map((item) => {
    if (!left.has(item)) return item
    const { mask: _, ...bare } = item
    return bare
  })
}
