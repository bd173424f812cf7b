/**
 * Throws a RangeError unless what follows a picture's end only fills up its place: zeros, or one byte of any kind (the
 * NEMA's own samples have 0xff). Anything else is another picture, of which the header says nothing.
 */
export function mustBeFilling(rest: Uint8Array): void {
  if (rest.length > 1 && rest.some((byte) => byte !== 0)) throw new RangeError('more than one picture')
}
