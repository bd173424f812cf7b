import { perPixel } from '../probabilities.ts'
import type { HeatMap } from './HeatMap.ts'

/** The second likeliest class that is not background, doubled: 255 where two kinds of lesion are as likely. */
export const confusion = {
  id: 'confusion',
  of: (probabilities) =>
    perPixel(probabilities, (of, classes) => {
      let [first, second] = [0, 0]
      for (let c = 1; c < classes; c++) {
        const share = of(c)
        if (share > first) [first, second] = [share, first]
        else if (share > second) second = share
      }
      return Math.min(255, 2 * second)
    }),
} as const satisfies HeatMap
