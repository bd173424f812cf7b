import { cutPatch, type Mask, type MaskPatch } from '../../shared/domain/mask.ts'
import { copyPixels, type Rectangle, spanning } from './pixels/Rectangle.ts'

/**
 * A label map as the last step left it: what a gesture is compared with, and where it goes back to. No copy is made
 * when a gesture begins.
 */
export class Settled {
  readonly data: Uint8Array
  private readonly mask: Mask

  /** Follows `mask`, which is empty now. */
  constructor(mask: Mask) {
    this.mask = mask
    this.data = new Uint8Array(mask.data.length)
  }

  /** A rectangle of it, copied. */
  patch(rectangle: Rectangle): MaskPatch {
    return cutPatch({ ...this.mask, data: this.data }, rectangle)
  }

  /** Takes over how the map is now. */
  keep(rectangle: Rectangle): void {
    copyPixels(this.mask.data, this.data, this.mask.width, rectangle)
  }

  /** Puts the map back to how it was. */
  restore(rectangle: Rectangle): void {
    copyPixels(this.data, this.mask.data, this.mask.width, rectangle)
  }

  /** The part of a rectangle in which the map differs now; undefined where it does not. */
  changedIn({ x, y, width, height }: Rectangle): Rectangle | undefined {
    const { data, width: stride } = this.mask
    let [left, top, right, bottom] = [x + width, -1, -1, -1]
    for (let row = y; row < y + height; row++) {
      const from = row * stride
      let first = x
      while (first < x + width && data[from + first] === this.data[from + first]) first++
      if (first === x + width) continue
      let last = x + width - 1
      while (data[from + last] === this.data[from + last]) last--
      if (top < 0) top = row
      bottom = row
      left = Math.min(left, first)
      right = Math.max(right, last)
    }
    return spanning(left, top, right, bottom)
  }
}
