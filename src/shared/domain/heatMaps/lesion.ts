import { perPixel } from '../probabilities.ts'
import type { HeatMap } from './HeatMap.ts'

/** All that is not background: 255 where a lesion is certain. */
export const lesion = {
  id: 'lesion',
  of: (probabilities) => perPixel(probabilities, (of) => 255 - of(0)),
} as const satisfies HeatMap
