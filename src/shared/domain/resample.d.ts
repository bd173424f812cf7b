import type { Picture } from './picture.ts'
/**
 * A square window of a scaled picture: the picture at `width × height`, seen from (`left`, `top`), which may lie before
 * its first pixel, `size` px wide.
 */
export interface Window {
  readonly width: number
  readonly height: number
  readonly left: number
  readonly top: number
  readonly size: number
  readonly flip: boolean
  /** Colour where the picture does not reach; black where nothing is said. */
  readonly beyond?: readonly [red: number, green: number, blue: number]
  /** Whether shrinking skips pixels instead of averaging them (PyTorch's plain bilinear resize, not Pillow's). */
  readonly plain?: boolean
}
/** The part of a window that the scaled picture reaches: from (`x`, `y`), `wide × tall`, before it is flipped. */
export declare function reached({ width, height, left, top, size }: Window): {
  x: number
  y: number
  wide: number
  tall: number
}
/** The window's pixels `[size,size,3]`. */
export declare function windowOf(picture: Picture, window: Window): Uint8Array
/** The same window of a label map, nearest neighbour; `beyond` where the scaled map does not reach. */
export declare function labelWindow(
  label: {
    width: number
    height: number
    data: Uint8Array
  },
  window: Window,
  beyond: number,
): Uint8Array
