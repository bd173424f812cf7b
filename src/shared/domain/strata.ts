import type { LabelClass } from './labelClass.ts'

/** What is known of a frame before it is read. */
interface Known {
  readonly patient: string
  readonly path?: string
  readonly mask?: unknown
}

/**
 * A word for each patient that says what their frames promise: whether there are masks, and which lights and classes
 * the files' names tell. Splits are drawn evenly within each.
 */
export function strataOf(frames: readonly Known[], classes: readonly LabelClass[]): Map<string, string> {
  const words = ['nbi', 'wli', ...classes.map(({ name }) => name.toLowerCase())]
  const found = new Map<string, Set<string>>()
  for (const { patient, path = '', mask } of frames) {
    const own = found.get(patient) ?? new Set<string>()
    const name = (path.split(/[\\/]/).at(-1) ?? '').toLowerCase()
    for (const word of words) if (name.includes(word)) own.add(word)
    if (mask) own.add('masks')
    found.set(patient, own)
  }
  return new Map([...found].map(([patient, own]) => [patient, [...own].sort().join(' ')]))
}
