/** An RGB image, `[height,width,3]`, row-major. */
export interface Picture {
  readonly width: number
  readonly height: number
  readonly data: Uint8Array
}
