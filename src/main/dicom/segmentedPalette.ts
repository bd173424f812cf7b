const [DISCRETE, LINEAR, INDIRECT] = [0, 1, 2]

/**
 * A colour's table written in segments (PS3.3 C.7.9.2): runs of values, straight lines between two, and earlier
 * segments once more. `values` are its bytes or words; returns `entries` of them. Throws a RangeError where it does not
 * hold what it says, and undefined comes back where programs do not agree on what it means: whether places in a table of
 * words are counted in words or bytes.
 */
export function unsegmented(
  values: Uint8Array | Uint16Array,
  entries: number,
): readonly number[] | undefined {
  const out: number[] = []
  const next = (at: number): number => {
    const value = values[at]
    if (value === undefined) throw new RangeError('a palette is cut short')
    return value
  }
  let isDisputed = false
  /** Draws so many segments from a place on. */
  const draw = (from: number, count: number, isNested: boolean): void => {
    let at = from
    for (let n = 0; n < count && at + 1 < values.length && out.length < entries && !isDisputed; n++) {
      const [kind, length] = [next(at), next(at + 1)]
      if (kind === DISCRETE) {
        for (let i = 0; i < length; i++) out.push(next(at + 2 + i))
        at += 2 + length
      } else if (kind === LINEAR) {
        const [start, end] = [out.at(-1), next(at + 2)]
        if (start === undefined) throw new RangeError('a palette begins with a line from nowhere')
        for (let i = 1; i <= length; i++) out.push(Math.round(start + ((end - start) * i) / length))
        at += 3
      } else if (kind === INDIRECT && !isNested) {
        if (values instanceof Uint16Array) isDisputed = true
        else
          draw(
            new DataView(Uint8Array.from([2, 3, 4, 5], (i) => next(at + i)).buffer).getUint32(0, true),
            length,
            true,
          )
        at += 6
      } else throw new RangeError('a palette of an unknown kind')
    }
  }
  draw(0, Infinity, false)
  if (isDisputed) return undefined
  if (out.length !== entries) throw new RangeError('a palette is cut short')
  return out
}
