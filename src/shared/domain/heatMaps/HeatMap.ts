import type { ModelGrid } from '../modelGrid.ts'
import type { Probabilities } from '../probabilities.ts'
import type { PredictedMaps } from './predictedMaps.ts'

/** Something to see a model's doubts by. Its words stand in the language files by its id. */
export interface HeatMap {
  readonly id: string
  /** 0 where there is no doubt, to 255; undefined where it is not known of this frame. */
  of(probabilities: Probabilities, maps: PredictedMaps): ModelGrid | undefined
}
