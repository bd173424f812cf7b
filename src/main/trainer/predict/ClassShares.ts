/** How probable a net holds each class, as coarse as its logits are. */
export interface ClassShares {
  readonly width: number
  readonly height: number
  readonly classes: number
  /** `[height,width,classes]`, 0–1 */
  readonly data: Float32Array
}

/** The most probable class of a cell. */
export function bestOf({ classes, data }: ClassShares, cell: number): number {
  let best = 0
  for (let c = 1; c < classes; c++) if (data[cell * classes + c]! > data[cell * classes + best]!) best = c
  return best
}
