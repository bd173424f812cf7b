import type { ModelGrid } from '../modelGrid.ts'
import type { Probabilities } from '../probabilities.ts'

/** Something to see a model's doubts by. Its words stand in the language files by its id. */
export interface HeatMap {
  readonly id: string
  /** 0 where there is no doubt, to 255. */
  of(probabilities: Probabilities): ModelGrid
}
