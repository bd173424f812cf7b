import type { Painting } from './Painting.ts'
import type { Point, Sample } from './pixels/Rectangle.ts'

/** What lies around it. */
interface Surroundings {
  /** Screen pixels per frame pixel. */
  scale(): number
  mayPaint(): boolean
  /** It has come, gone, moved or clicked. */
  onChange(): void
}

/** The pointer that keys move and click with, so that one paints without a mouse. */
export class KeyboardPointer {
  private readonly painting: Painting
  private readonly around: Surroundings
  private place: Point | undefined

  constructor(painting: Painting, around: Surroundings) {
    this.painting = painting
    this.around = around
  }

  /** Where it is in the frame; undefined while it is away. */
  get at(): Point | undefined {
    return this.place
  }

  /** Brings it into the middle of the frame, or sends it away. */
  toggle(): void {
    const { width, height } = this.painting.mask
    this.place = this.place ? undefined : { x: width / 2, y: height / 2 }
    this.around.onChange()
  }

  /** Moves it, screen px; false where it is away. */
  nudge(dx: number, dy: number): boolean {
    if (!this.place) return false
    const { width, height } = this.painting.mask
    const scale = this.around.scale()
    this.place = {
      x: Math.min(width, Math.max(0, this.place.x + dx / scale)),
      y: Math.min(height, Math.max(0, this.place.y + dy / scale)),
    }
    this.painting.move([{ ...this.place, pressure: 1 }])
    this.around.onChange()
    return true
  }

  /** Clicks where it is, with a key held or none; false where it is away. */
  press(held?: Sample['held']): boolean {
    if (!this.place) return false
    if (!this.around.mayPaint()) return true
    this.painting.down({ ...this.place, pressure: 1, held })
    this.painting.up()
    this.around.onChange()
    return true
  }
}
