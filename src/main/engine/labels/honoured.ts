import { emptyMask, type Mask } from '../../../shared/domain/mask.ts'
import { decodeMask, encodeMask } from '../../../shared/domain/rle.ts'
import type { OpenStudy } from '../study/OpenStudy.ts'
import { regionBytes, vetoRows } from './vetoes.ts'

/** What of a frame is vetoed: all of it, or a region in `encodeMask` bytes of its size. */
export type Vetoed = 'whole' | Uint8Array

export interface Honoured {
  /** The vetoes by id, rising. */
  readonly ids: readonly number[]
  /** What each frame is vetoed of, and by how many vetoes. */
  readonly byFrame: ReadonlyMap<number, { readonly what: Vetoed; readonly count: number }>
}

/**
 * The vetoes that a round honours, frame by frame, regions of one frame joined: those that stand, or for a round that goes on
 * the ones that it began with, whatever was said since. Fails FILE_DAMAGED.
 */
export async function honouredVetoes(
  { store: { db } }: OpenStudy,
  began: readonly number[] | undefined,
): Promise<Honoured> {
  const rows = await vetoRows(db).execute()
  const honoured = rows.filter(({ id, takenBackAt }) => (began ? began.includes(id) : takenBackAt === null))
  const frames = new Map<number, (Uint8Array | null)[]>()
  for (const row of honoured)
    frames.set(row.frame_id, [...(frames.get(row.frame_id) ?? []), regionBytes(row)])
  return {
    ids: honoured.map(({ id }) => id),
    byFrame: new Map(
      [...frames].map(([frame, regions]) => [frame, { what: joined(regions), count: regions.length }]),
    ),
  }
}

/** Regions of one frame as one. A single one stays as it was saved. */
function joined(regions: readonly (Uint8Array | null)[]): Vetoed {
  if (regions.includes(null)) return 'whole'
  const bytes = regions.filter((region) => region !== null)
  const masks = bytes.map((region) => decodeMask(region))
  const [first = emptyMask(0, 0)] = masks
  const union: Mask = {
    ...first,
    data: first.data.map((_, i) => (masks.some(({ data }) => data[i]) ? 1 : 0)),
  }
  if (!union.data.includes(0)) return 'whole'
  return encodeMask(union)
}
