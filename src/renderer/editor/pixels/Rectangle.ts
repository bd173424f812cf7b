/** Whole pixels of a frame. */
export interface Rectangle {
  readonly x: number
  readonly y: number
  readonly width: number
  readonly height: number
}

export interface Point {
  readonly x: number
  readonly y: number
}

/** Where the pointer is in the frame, and how hard a pen presses, 0 to 1; a mouse presses 1. */
export interface Sample extends Point {
  readonly pressure: number
  /** The key that is held with it, where there is one. */
  readonly held?: 'shift' | 'alt' | undefined
}

/** The smallest rectangle around both; undefined stands for nothing. */
export function around(a: Rectangle | undefined, b: Rectangle): Rectangle {
  if (!a) return b
  const x = Math.min(a.x, b.x)
  const y = Math.min(a.y, b.y)
  return {
    x,
    y,
    width: Math.max(a.x + a.width, b.x + b.width) - x,
    height: Math.max(a.y + a.height, b.y + b.height) - y,
  }
}

/** The rectangle of rows and columns up to and with the last; undefined where there are none. */
export const spanning = (left: number, top: number, right: number, bottom: number): Rectangle | undefined =>
  right < left || bottom < top
    ? undefined
    : { x: left, y: top, width: right - left + 1, height: bottom - top + 1 }

/** Copies the pixels of a rectangle from one map to another of the same width. */
export function copyPixels(
  from: Uint8Array,
  to: Uint8Array,
  stride: number,
  { x, y, width, height }: Rectangle,
): void {
  for (let row = y; row < y + height; row++) {
    const at = row * stride + x
    to.set(from.subarray(at, at + width), at)
  }
}
