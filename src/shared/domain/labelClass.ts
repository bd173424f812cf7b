/** Pixels with this value take part in nothing: no loss, no metric, no area. */
export const IGNORE = 255

/** One class of a study; its place in the study's list is its value in every mask. */
export interface LabelClass {
  readonly name: string
  /** `#rrggbb`, as painted over the frame. */
  readonly colour: string
}

/** How a colour is written. */
export const HEX_COLOUR = /^#[0-9a-f]{6}$/i

/** Normal, benign and malignant: red and blue are kept for these two alone, and differ in lightness too. */
export const laryngealClasses: readonly LabelClass[] = [
  { name: 'normal', colour: '#9aa5b1' },
  { name: 'benign', colour: '#4da3ff' },
  { name: 'malignant', colour: '#ff5a4f' },
]

const FURTHER = ['#f2b134', '#57c785', '#b889f4', '#ff8fc7', '#c9a27a', '#8fd3e8']

/** What a class is painted with where no study says; undefined for background and for ignored pixels. */
export function defaultColour(value: number): string | undefined {
  if (value === 0 || value === IGNORE) return undefined
  return laryngealClasses[value]?.colour ?? FURTHER[(value - 1) % FURTHER.length]
}

/** Classes that a study can have: a mask's value is a byte, and a frame's row counts so many. */
export const MOST_CLASSES = 8

/** Why classes cannot have these names; undefined where they can. */
export function problemWith(names: readonly string[]): 'unnamed' | 'twice' | undefined {
  const plain = names.map((name) => name.trim().toLowerCase())
  if (plain.includes('')) return 'unnamed'
  return new Set(plain).size < plain.length ? 'twice' : undefined
}

/** A study's classes from names alone; the first is what is not painted. */
export function classesNamed(names: readonly string[]): LabelClass[] {
  return names.map((name, value) => {
    const known = laryngealClasses.find((c) => c.name === name)
    if (known) return known
    return {
      name,
      colour: value === 0 ? laryngealClasses[0]!.colour : FURTHER[(value - 1) % FURTHER.length]!,
    }
  })
}
