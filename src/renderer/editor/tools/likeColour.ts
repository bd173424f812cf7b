/** Red, green and blue, 0 to 255. */
export type Colour = readonly [red: number, green: number, blue: number]

/** Whether a pixel of `rgba`, `[height,width,4]`, lies within `tolerance` of a colour, as root mean square of its channels. */
export function likeColour(
  rgba: Uint8ClampedArray,
  pixel: number,
  [red, green, blue]: Colour,
  tolerance: number,
): boolean {
  const at = pixel * 4
  const away2 = (rgba[at]! - red) ** 2 + (rgba[at + 1]! - green) ** 2 + (rgba[at + 2]! - blue) ** 2
  return away2 <= 3 * tolerance ** 2
}
