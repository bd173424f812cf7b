import type { HeatMap } from './HeatMap.ts'
import type { PredictedMapId } from './predictedMaps.ts'

/** A map that came with the overlay, as a heat map to choose. */
export const predicted = <I extends PredictedMapId>(id: I) =>
  ({
    id,
    of({ width, height }, maps) {
      const bytes = maps[id]
      return bytes && { width, height, data: Float32Array.from(bytes) }
    },
  }) as const satisfies HeatMap
