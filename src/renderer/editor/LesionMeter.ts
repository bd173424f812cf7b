import type { Lesion } from '../../shared/domain/lesions.ts'
import type { Mask } from '../../shared/domain/mask.ts'
import type { Picture } from './picture/Picture.ts'

/** Lesions are measured when no step has come for so long, ms. */
const AFTER = 250

/** Measures the lesions of a mask in the worker, once the hand rests. */
export class LesionMeter {
  private readonly picture: Picture
  private readonly onLesions: (lesions: readonly Lesion[]) => void
  private waiting: ReturnType<typeof setTimeout> | undefined
  private disposed = false

  constructor(picture: Picture, onLesions: (lesions: readonly Lesion[]) => void) {
    this.picture = picture
    this.onLesions = onLesions
  }

  measureSoon(mask: Mask): void {
    clearTimeout(this.waiting)
    this.waiting = setTimeout(() => void this.measure(mask), AFTER)
  }

  dispose(): void {
    this.disposed = true
    clearTimeout(this.waiting)
  }

  private async measure(mask: Mask): Promise<void> {
    const lesions = await this.picture.ask('lesions', mask)
    if (!this.disposed) this.onLesions(lesions)
  }
}
