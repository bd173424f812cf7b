import { shuffled, streamFor } from './random.ts'

/** What goes to one reader as a whole: a patient with all of their examinations, or one of these. */
export interface Parcel {
  readonly examinations: readonly number[]
  /** Frames of it that are still to be labelled. */
  readonly open: number
}

export interface Shared {
  readonly reader: string
  readonly parcels: readonly Parcel[]
}

/** How parcels are shared out. */
export interface Sharing {
  readonly readers: readonly string[]
  /** Share of the parcels that two different readers get, 0 to 1. */
  readonly overlap: number
  readonly seed: number
}

/**
 * Shares parcels out so that readers get about as many open frames: the largest first, each to whoever has least so far. Which
 * are read twice, and who begins, is drawn by the seed: the same question is answered the same way.
 */
export function shareOut(parcels: readonly Parcel[], { readers, overlap, seed }: Sharing): Shared[] {
  const random = streamFor(seed, 'share')
  const order = shuffled(random, parcels)
  const twice = new Set(order.slice(0, readers.length > 1 ? Math.round(overlap * parcels.length) : 0))
  const shares = shuffled(random, readers).map((reader) => ({ reader, parcels: [] as Parcel[], open: 0 }))
  const give = (parcel: Parcel, besides?: string): string | undefined => {
    const [least] = shares
      .filter(({ reader }) => reader !== besides)
      .sort((a, b) => a.open - b.open || a.parcels.length - b.parcels.length)
    if (!least) return undefined
    least.parcels.push(parcel)
    least.open += parcel.open
    return least.reader
  }
  const largestFirst = [...order].sort((a, b) => b.open - a.open)
  for (const parcel of largestFirst) {
    const first = give(parcel)
    if (twice.has(parcel)) give(parcel, first)
  }
  return readers.map((name) => ({
    reader: name,
    parcels: shares.find(({ reader }) => reader === name)?.parcels ?? [],
  }))
}
