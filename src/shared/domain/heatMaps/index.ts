import { enlarged } from '../modelGrid.ts'
import type { Probabilities } from '../probabilities.ts'
import { confusion } from './confusion.ts'
import type { HeatMap } from './HeatMap.ts'
import { lesion } from './lesion.ts'
import { predicted } from './predicted.ts'
import { type PredictedMaps, predictedMapIds } from './predictedMaps.ts'
import { uncertainty } from './uncertainty.ts'

/** Every heat map there is, in the order they are offered. A new one is its file and a line here. */
export const heatMaps = [
  lesion,
  uncertainty,
  confusion,
  ...predictedMapIds.map(predicted),
] as const satisfies readonly HeatMap[]
export type HeatMapId = (typeof heatMaps)[number]['id']

/** What there is of a frame to make heat maps of. */
export interface Doubted {
  readonly probabilities: Probabilities
  /** None for overlays of before they were kept. */
  readonly maps: PredictedMaps
}

/** A heat map in frame pixels, 0 to 255, `[height,width]`; undefined where it is not known of this frame. */
export function heatOf(
  doubted: Doubted,
  map: HeatMapId,
  width: number,
  height: number,
): Uint8Array | undefined {
  const grid = gridOf(doubted, map)
  return grid && enlarged(grid, width, height)
}

/** Whether a heat map is known of a frame. */
export const isKnown = (doubted: Doubted, map: HeatMapId): boolean => gridOf(doubted, map) !== undefined

const gridOf = ({ probabilities, maps }: Doubted, map: HeatMapId) =>
  heatMaps.find(({ id }) => id === map)?.of(probabilities, maps)
