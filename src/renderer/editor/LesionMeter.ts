import type { Lesion } from '../../shared/domain/lesions.ts'
import type { Mask } from '../../shared/domain/mask.ts'

/** Lesions are measured when no step has come for so long, ms. */
const AFTER = 250

/** Has the lesions of a mask measured, once the hand rests. */
export class LesionMeter {
  private readonly lesionsOf: (mask: Mask) => Promise<readonly Lesion[]>
  private readonly onLesions: (lesions: readonly Lesion[]) => void
  private readonly onStale: () => void
  /** The newest measure that is wanted, under way or not. */
  private waiting: ReturnType<typeof setTimeout> | undefined

  /** `onStale` is called when what was measured last is no longer what the mask shows. */
  constructor(
    lesionsOf: (mask: Mask) => Promise<readonly Lesion[]>,
    onLesions: (lesions: readonly Lesion[]) => void,
    onStale: () => void,
  ) {
    this.lesionsOf = lesionsOf
    this.onLesions = onLesions
    this.onStale = onStale
  }

  measureSoon(mask: Mask): void {
    clearTimeout(this.waiting)
    this.onStale()
    const waiting = setTimeout(() => void this.measure(mask, waiting), AFTER)
    this.waiting = waiting
  }

  dispose(): void {
    clearTimeout(this.waiting)
    this.waiting = undefined
  }

  private async measure(mask: Mask, wanted: LesionMeter['waiting']): Promise<void> {
    const lesions = await this.lesionsOf(mask)
    // A step that came meanwhile is measured in its turn; nobody listens after the end.
    if (this.waiting === wanted) this.onLesions(lesions)
  }
}
