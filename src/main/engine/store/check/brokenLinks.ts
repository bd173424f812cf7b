import type { Reason } from '../../../../shared/reasons/index.ts'
import { reasonOf } from '../../../../shared/reasons/Refused.ts'
import { chainOf } from '../trail/chain.ts'
import type { StoredRow } from './StoredRow.ts'

/** A row whose link does not hold where it stands, and that of the row it stands behind. */
interface Loose {
  readonly row: StoredRow
  readonly seqBefore: number
  readonly chainBefore: string
}

/** Loose rows that are looked at for where they belong; of a trail with more, each is told as changed. */
const MOST = 500

/**
 * Finds rows that are missing, changed or moved, as far as links tell: each row's holds those of all before it. A row that is
 * as it was written, behind another than it stands behind, was moved; so were those that stand between.
 */
export class BrokenLinks {
  private readonly loose: Loose[] = []
  private readonly missing: Reason[] = []
  private chainBefore = ''
  private seqBefore = 0

  hear(row: StoredRow): void {
    const { seqBefore, chainBefore } = this
    if (row.seq !== seqBefore + 1)
      this.missing.push(reasonOf('auditMissing', { from: seqBefore + 1, to: row.seq - 1 }))
    if (chainOf(chainBefore, row) !== row.chain) this.loose.push({ row, seqBefore, chainBefore })
    this.chainBefore = row.chain
    this.seqBefore = row.seq
  }

  found(): Reason[] {
    const { loose, missing } = this
    if (loose.length > MOST)
      return [...missing, ...loose.map(({ row }) => reasonOf('auditBroken', { row: row.seq }))]
    const places = placesOf(loose)
    const told = loose.flatMap(({ row, seqBefore }) => {
      const place = places.get(row.seq)
      if (place !== undefined) return place === row.seq ? [] : [reasonOf('auditMoved', { row: row.seq })]
      // Behind a gap nobody can tell: its link holds one that is gone.
      return row.seq === seqBefore + 1 ? [reasonOf('auditBroken', { row: row.seq })] : []
    })
    return [...missing, ...told]
  }
}

/** Where loose rows were written, of those that are as they were written: behind which row, and so at which place. */
function placesOf(loose: readonly Loose[]): Map<number, number> {
  const seqOf = new Map<string, number>()
  for (const { row, seqBefore, chainBefore } of loose) {
    seqOf.set(row.chain, row.seq)
    if (!seqOf.has(chainBefore)) seqOf.set(chainBefore, seqBefore)
  }
  const isLoose = new Set(loose.map(({ row }) => row.seq))
  const behind = new Map<number, number>()
  for (const { row } of loose)
    for (const [chain, seq] of seqOf)
      if (seq !== row.seq && chainOf(chain, row) === row.chain) behind.set(row.seq, seq)
  const places = new Map<number, number>()
  const placeOf = (seq: number, steps: number): number | undefined => {
    if (!isLoose.has(seq)) return seq
    const before = behind.get(seq)
    const place = before === undefined || steps > loose.length ? undefined : placeOf(before, steps + 1)
    return place === undefined ? undefined : place + 1
  }
  for (const { row } of loose) {
    const place = placeOf(row.seq, 0)
    if (place !== undefined) places.set(row.seq, place)
  }
  return places
}
