import { perPixel } from '../probabilities.ts'
import type { HeatMap } from './HeatMap.ts'

/** Entropy over the classes: 255 where all are as likely. */
export const uncertainty = {
  id: 'uncertainty',
  of: (probabilities) =>
    perPixel(probabilities, (of, classes) => {
      let sum = 0
      for (let c = 0; c < classes; c++) {
        const share = of(c) / 255
        if (share > 0) sum -= share * Math.log(share)
      }
      return Math.min(255, (255 * sum) / Math.log(classes))
    }),
} as const satisfies HeatMap
