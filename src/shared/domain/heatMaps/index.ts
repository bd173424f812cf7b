import { enlarged } from '../modelGrid.ts'
import type { Probabilities } from '../probabilities.ts'
import { confusion } from './confusion.ts'
import type { HeatMap } from './HeatMap.ts'
import { uncertainty } from './uncertainty.ts'

/** Every heat map there is, in the order they are offered. A new one is its file and a line here. */
export const heatMaps = [uncertainty, confusion] as const satisfies readonly HeatMap[]
export type HeatMapId = (typeof heatMaps)[number]['id']

/** A heat map in frame pixels, 0 to 255, `[height,width]`. */
export function heatOf(
  probabilities: Probabilities,
  map: HeatMapId,
  width: number,
  height: number,
): Uint8Array {
  const { of } = heatMaps.find(({ id }) => id === map) ?? uncertainty
  return enlarged(of(probabilities), width, height)
}
