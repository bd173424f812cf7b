import { IGNORE } from '../../../shared/domain/labelClass.ts'
import type { FilterSettings } from '../../../shared/trainer/parts/filter.ts'
import type { NamedArrays } from '../weights/safetensors.ts'
import type { Confidences } from './confidences.ts'

/**
 * LoCo's class-wise dynamic filter, eqs. 14–18: a global confidence and one per class, followed over the run;
 * a class the teacher is less sure of gets a lower threshold, T(c) = T^g·(T^l(c)/max T^l)^γ.
 */
export class DynamicFilter {
  private global: number
  private local: number[]
  private readonly settings: FilterSettings

  constructor(classes: number, settings: FilterSettings) {
    this.settings = settings
    this.global = settings.globalStart
    this.local = Array.from({ length: classes }, () =>
      settings.localStart === 'uniform' ? 1 / classes : settings.globalStart,
    )
  }

  /** Takes one batch of teacher predictions into account. */
  update(batch: Confidences): void {
    const { momentum, absentClass, globalStart } = this.settings
    const { means, overall } = this.batchMeans(batch)
    const follow = (old: number, now: number) => momentum * old + (1 - momentum) * now
    this.global = follow(this.global, overall)
    this.local = this.local.map((old, c) => {
      const mean = means[c]
      if (mean !== undefined) return follow(old, mean)
      return absentClass === 'keep' ? old : follow(old, globalStart)
    })
  }

  /** Confidence a pseudo-label of each class must reach. */
  thresholds(): number[] {
    const { dynamic, fixed, gamma } = this.settings
    if (!dynamic) return this.local.map(() => fixed)
    const highest = Math.max(...this.local)
    return this.local.map((local) => this.global * (local / highest) ** gamma)
  }

  get values(): { global: number; local: readonly number[] } {
    return { global: this.global, local: this.local }
  }

  /** The averages for a checkpoint: doubles in the bytes of floats, so that a resumed run is the same run. */
  state(): NamedArrays {
    const data = new Float32Array(Float64Array.of(this.global, ...this.local).buffer)
    return new Map([['filter', { shape: [data.length], data }]])
  }

  restore(state: NamedArrays): void {
    const saved = state.get('filter')
    if (!saved) throw new Error('The checkpoint lacks the filter of pseudo-labels.')
    const [global = 0, ...local] = new Float64Array(saved.data.slice().buffer)
    this.global = global
    this.local = local
  }

  /** Mean confidence of each class predicted in the batch (absent: undefined), and of the batch. */
  private batchMeans({ confidence, pseudoLabel, ignore }: Confidences) {
    const sums = this.local.map(() => 0)
    const counts = this.local.map(() => 0)
    let all = 0
    for (let i = 0; i < confidence.length; i++) {
      all += confidence[i]!
      if (ignore[i] === IGNORE) continue
      sums[pseudoLabel[i]!]! += confidence[i]!
      counts[pseudoLabel[i]!]!++
    }
    const means = sums.map((sum, c) => (counts[c]! > 0 ? sum / counts[c]! : undefined))
    return { means, overall: this.overall(means, all / Math.max(1, confidence.length)) }
  }

  private overall(means: readonly (number | undefined)[], perPixel: number): number {
    const { globalMean, globalStart, globalCeiling } = this.settings
    if (globalMean === 'pixels') return Math.min(globalCeiling, Math.max(globalStart, perPixel))
    const present = means.filter((m) => m !== undefined)
    return present.length > 0 ? present.reduce((a, b) => a + b, 0) / present.length : this.global
  }
}
