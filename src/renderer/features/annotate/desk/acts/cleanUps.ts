import { grown, smoothed, withHolesFilled, withoutIslands } from '../../../../../shared/domain/cleanUp.ts'
import type { Mask } from '../../../../../shared/domain/mask.ts'

/** Parts below this many pixels are islands. */
const ISLAND = 64
/** How far an edge moves, px. */
const STEP = 2

/** What can be done to a class at once. */
export const cleanUps = {
  holes: withHolesFilled,
  islands: (mask: Mask, value: number) => withoutIslands(mask, value, ISLAND),
  smooth: (mask: Mask, value: number) => smoothed(mask, value, STEP),
  grow: (mask: Mask, value: number) => grown(mask, value, STEP),
  shrink: (mask: Mask, value: number) => grown(mask, value, -STEP),
} as const
export type CleanUp = keyof typeof cleanUps
