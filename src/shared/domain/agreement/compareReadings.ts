import { type CrossTable, emptyTable } from '../crossTable.ts'
import { MOST_CLASSES } from '../labelClass.ts'
import { eachPairedRun, type PairedRun } from '../pairedRuns.ts'
import { type Surface, surfaceOf, surfacesAlike } from '../surfaceDice.ts'
import { type Disputed, disputedIn } from './disputed.ts'
import { type PairedPart, pairedPart } from './pairedPart.ts'

/** How exact an outline has to be. */
export interface Tolerance {
  readonly px: number
  /** The same on frames of which it is known what a pixel measures. */
  readonly mm: number
}

/** How alike two readers marked one class on one frame. */
export interface ClassAlike {
  readonly class: number
  readonly dice: number
  /** Surface Dice at the tolerance in px, and at that in mm; null where nobody knows what a pixel measures. */
  readonly surface: number
  readonly surfaceMm: number | null
}

/** Two readers' masks of one frame side by side. */
export interface Compared {
  /** Pixels by the one's class and the other's, without those that either ignores. */
  readonly table: CrossTable
  /** Lesion classes that either holds. */
  readonly classes: readonly ClassAlike[]
  readonly disputed: Disputed
}

/**
 * Compares two encoded masks. Pixels that either ignores are left out; in outlines they are background of both. Undefined
 * where the masks are not of one size, or one is broken.
 */
export function compareReadings(
  one: Uint8Array,
  other: Uint8Array,
  tolerance: Tolerance,
  mmPerPixel: number | null,
): Compared | undefined {
  const table = emptyTable()
  const marked: PairedRun[] = []
  const size = eachPairedRun(one, other, (run) => {
    table[run.one * MOST_CLASSES + run.other]! += run.pixels
    if (run.one !== 0 || run.other !== 0) marked.push(run)
  })
  if (!size) return undefined
  const classes = Array.from({ length: MOST_CLASSES - 1 }, (_, i) => i + 1).flatMap((c) =>
    alikeIn(c, table, () => partOf(c, marked, size.width), tolerance, mmPerPixel),
  )
  return { table, classes, disputed: disputedIn(pairedPart(marked, size.width), tolerance.px) }
}

function alikeIn(
  c: number,
  table: CrossTable,
  cutOut: () => PairedPart,
  tolerance: Tolerance,
  mmPerPixel: number | null,
): ClassAlike[] {
  const { one, other, both } = countsOf(table, c)
  if (one + other === 0) return []
  const isSame = both === one && both === other
  const surfaces = isSame ? undefined : surfacesIn(cutOut(), c)
  const within = (px: number) => (surfaces ? (surfacesAlike(...surfaces, px) ?? 0) : 1)
  return [
    {
      class: c,
      dice: (2 * both) / (one + other),
      surface: within(tolerance.px),
      surfaceMm: mmPerPixel === null ? null : within(tolerance.mm / mmPerPixel),
    },
  ]
}

/** What lies around one class: two lesions far from each other have much between them. */
const partOf = (c: number, marked: readonly PairedRun[], width: number): PairedPart =>
  pairedPart(
    marked.filter(({ one, other }) => one === c || other === c),
    width,
  )

const surfacesIn = (part: PairedPart, c: number): readonly [Surface, Surface] => [
  surfaceOf(part.one, part, c, 'contour2d'),
  surfaceOf(part.other, part, c, 'contour2d'),
]

/** Pixels of a class in the one's mask, in the other's, and in both at one place. */
export function countsOf(table: CrossTable, c: number) {
  let [one, other] = [0, 0]
  for (let k = 0; k < MOST_CLASSES; k++) {
    one += table[c * MOST_CLASSES + k]!
    other += table[k * MOST_CLASSES + c]!
  }
  return { one, other, both: table[c * MOST_CLASSES + c]! }
}
