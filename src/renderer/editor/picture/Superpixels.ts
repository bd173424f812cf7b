/** A picture cut into small areas of like colour. */
export interface Superpixels {
  /** Number of each pixel's area, `[height,width]`. */
  readonly labels: Int32Array
  /** Where each area's pixels begin in `pixels`; one more than there are areas. */
  readonly starts: Int32Array
  /** Pixels, area by area. */
  readonly pixels: Int32Array
}
