import { boxOf, regionsOf } from './contours.ts'
import { longestDiameter } from './diameter.ts'
import { classesPresent, type Mask } from './mask.ts'

/** One connected part of a class, in frame pixels. */
export interface Lesion {
  readonly value: number
  /** px² */
  readonly area: number
  /** px */
  readonly diameter: number
  /** `[x, y, width, height]` */
  readonly box: readonly [number, number, number, number]
}

/** Every lesion of a mask, the largest first. */
export function lesionsOf(mask: Mask): Lesion[] {
  return classesPresent(mask)
    .flatMap((value) =>
      regionsOf(mask, value).map(({ outer, holes }) => ({
        value,
        area: enclosed(outer) - holes.reduce((sum, hole) => sum + enclosed(hole), 0),
        diameter: longestDiameter(outer),
        box: boxOf(outer),
      })),
    )
    .sort((a, b) => b.area - a.area)
}

/** Area within a closed line (the shoelace formula), whichever way it runs. */
function enclosed(contour: readonly number[]): number {
  let sum = 0
  for (let i = 0; i < contour.length; i += 2) {
    const j = (i + 2) % contour.length
    sum += contour[i]! * contour[j + 1]! - contour[j]! * contour[i + 1]!
  }
  return Math.abs(sum) / 2
}
