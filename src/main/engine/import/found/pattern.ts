/** Patient and examination of a file, as far as something tells them. */
export type Told = readonly [patient: string, examination: string]

/**
 * Patient and examination of names by a pattern: its first group, or all that it finds, and its second. Undefined for a
 * name in which it finds nothing. A pattern may take longer than anybody lives: run it apart.
 */
export function ownersByPattern({
  pattern,
  stems,
}: {
  readonly pattern: RegExp
  readonly stems: readonly string[]
}): (Told | undefined)[] {
  return stems.map((stem) => {
    pattern.lastIndex = 0
    const found = pattern.exec(stem)
    return found ? [found[1] ?? found[0], found[2] ?? '1'] : undefined
  })
}
