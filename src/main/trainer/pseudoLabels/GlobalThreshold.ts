import { IGNORE } from '../../../shared/domain/labelClass.ts'
import type { CorrMatchSettings } from '../../../shared/trainer/methods/corrmatch.ts'
import type { NamedArrays } from '../weights/safetensors.ts'
import type { Confidences } from './confidences.ts'

/**
 * CorrMatch's one threshold for all classes: it follows the mean, over predicted classes, of the highest confidence that
 * one of their pixels has (METHODS §1.6). A batch that is all padding leaves it as it is.
 */
export class GlobalThreshold {
  private confidence: number
  private readonly momentum: number

  constructor({ start, momentum }: Pick<CorrMatchSettings['threshold'], 'start' | 'momentum'>) {
    this.confidence = start
    this.momentum = momentum
  }

  get value(): number {
    return this.confidence
  }

  /** Takes one batch of predictions into account. */
  update(batch: Confidences): void {
    const peaks = [...peaksOf(batch).values()]
    if (peaks.length === 0) return
    const mean = peaks.reduce((a, b) => a + b, 0) / peaks.length
    this.confidence = this.momentum * this.confidence + (1 - this.momentum) * mean
  }

  /** A double in the bytes of floats, so that a resumed run is the same run. */
  state(): NamedArrays {
    const data = new Float32Array(Float64Array.of(this.confidence).buffer)
    return new Map([['threshold', { shape: [data.length], data }]])
  }

  restore(state: NamedArrays): void {
    const saved = state.get('threshold')
    if (!saved) throw new Error('The checkpoint lacks the threshold of pseudo-labels.')
    const [confidence] = new Float64Array(saved.data.slice().buffer)
    this.confidence = confidence ?? this.confidence
  }
}

/** The highest confidence of each class that is predicted somewhere. */
function peaksOf({ confidence, pseudoLabel, ignore }: Confidences): ReadonlyMap<number, number> {
  const peaks = new Map<number, number>()
  for (let i = 0; i < confidence.length; i++) {
    if (ignore[i] === IGNORE) continue
    const before = peaks.get(pseudoLabel[i]!) ?? 0
    if (confidence[i]! > before) peaks.set(pseudoLabel[i]!, confidence[i]!)
  }
  return peaks
}
