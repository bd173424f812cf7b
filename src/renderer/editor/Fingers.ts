import type { Point } from './pixels/Rectangle.ts'

/** A contact wider than this, px, is a palm. */
const PALM = 60

/** How fingers move the frame, screen px of the stage. */
export interface Moving {
  pan(by: Point): void
  zoom(at: Point, factor: number): void
}

/** The fingers on the screen: one pans, two pan and pinch about the point between them. None of them paints. */
export class Fingers {
  private readonly down = new Map<number, Point>()
  private readonly moving: Moving

  constructor(moving: Moving) {
    this.moving = moving
  }

  put({ pointerId, width, height }: PointerEvent, at: Point): void {
    if (Math.max(width, height) <= PALM) this.down.set(pointerId, at)
  }

  lift({ pointerId }: PointerEvent): void {
    this.down.delete(pointerId)
  }

  drag({ pointerId }: PointerEvent, now: Point): void {
    const was = this.down.get(pointerId)
    if (!was) return
    const other = [...this.down].find(([id]) => id !== pointerId)?.[1]
    this.down.set(pointerId, now)
    const share = other ? 0.5 : 1
    this.moving.pan({ x: share * (now.x - was.x), y: share * (now.y - was.y) })
    if (!other) return
    const apart = Math.hypot(was.x - other.x, was.y - other.y)
    const middle = { x: (now.x + other.x) / 2, y: (now.y + other.y) / 2 }
    if (apart > 0) this.moving.zoom(middle, Math.hypot(now.x - other.x, now.y - other.y) / apart)
  }
}
