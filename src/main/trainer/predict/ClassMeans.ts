import { IGNORE } from '../../../shared/domain/labelClass.ts'
import type { LowMap } from '../losses/contrast/boundarySimilarity.ts'
import type { ClassMeans } from '../weights/meansInFile.ts'
import { bestOf, type ClassShares } from './ClassShares.ts'

export type { ClassMeans }

/** Sums of features by the class of the cells, over frames. */
export class ClassSums {
  private readonly sums = new Map<number, { readonly sum: Float64Array; cells: number }>()

  /** `label`: the class of each cell of the map. */
  add({ values, channels }: LowMap, label: Uint8Array): void {
    for (const [cell, value] of label.entries()) {
      if (value === IGNORE) continue
      const known = this.sums.get(value) ?? { sum: new Float64Array(channels), cells: 0 }
      this.sums.set(value, known)
      known.cells++
      for (let c = 0, at = cell * channels; c < channels; c++) known.sum[c]! += values[at + c]!
    }
  }

  get means(): ClassMeans {
    return new Map(
      [...this.sums].map(([value, { sum, cells }]) => [value, Float32Array.from(sum, (v) => v / cells)]),
    )
  }
}

/** The means over what a net takes for each class on one frame. */
export function meansOf(shares: ClassShares, fused: LowMap): ClassMeans {
  const sums = new ClassSums()
  const cells = shares.width * shares.height
  sums.add(
    fused,
    Uint8Array.from({ length: cells }, (_, cell) => bestOf(shares, cell)),
  )
  return sums.means
}
