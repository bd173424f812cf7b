import { enlarged, type ModelGrid } from './modelGrid.ts'

/** How sure a model is of each class, as bytes: 255 is certainty. Coarser than the frame. */
export interface Probabilities {
  readonly width: number
  readonly height: number
  readonly classes: number
  /** `[height,width,classes]` */
  readonly data: Uint8Array
}

/** A figure for each pixel of the model's grid; `of` tells how sure it is of a class there, 0 to 255. */
export function perPixel(
  { width, height, classes, data }: Probabilities,
  figure: (of: (value: number) => number, classes: number) => number,
): ModelGrid {
  const figures = Float32Array.from({ length: data.length / classes }, (_, pixel) =>
    figure((value) => data[pixel * classes + value]!, classes),
  )
  return { width, height, data: figures }
}

/** How sure the model is of each class in frame pixels, `[classes,height,width]`. */
export function enlargedClasses(probabilities: Probabilities, width: number, height: number): Uint8Array {
  const { classes } = probabilities
  const out = new Uint8Array(classes * width * height)
  for (let value = 0; value < classes; value++) {
    const own = perPixel(probabilities, (of) => of(value))
    out.set(enlarged(own, width, height), value * width * height)
  }
  return out
}

/** How sure the model is of any class but 0, in frame pixels, `[height,width]`. */
export const foregroundOf = (probabilities: Probabilities, width: number, height: number): Uint8Array =>
  enlarged(
    perPixel(probabilities, (of) => 255 - of(0)),
    width,
    height,
  )
