import { IGNORE, laryngealClasses, MOST_CLASSES } from '../../../shared/domain/labelClass.ts'
import { isBackground, isLeftOut, type MaskMark } from '../../../shared/domain/maskMap.ts'

/** Names that the window has words for. */
export interface ClassWords {
  readonly background: string
  readonly lesion: string
  /** "Class 4" */
  readonly numbered: (key: string) => string
}

interface Proposal {
  readonly classes: readonly string[]
  readonly meanings: Readonly<Record<string, number | null>>
}

/**
 * Classes for a new study, from what its masks hold: names where the masks have names, black and white as one
 * lesion, 0 to 2 as the larynx has it, everything else by number. Masks without anything painted say nothing.
 */
export function proposedClasses(marks: readonly MaskMark[], words: ClassWords): Proposal {
  const larynx = laryngealClasses.map(({ name }) => name)
  const painted = marks.filter((mark) => !isBackground(mark) && !isIgnored(mark, marks))
  if (painted.length === 0) return { classes: larynx, meanings: meaningsOf(marks, [], () => null) }
  if (painted.length === 1 && painted[0]?.kind !== 'label')
    return { classes: [words.background, words.lesion], meanings: meaningsOf(marks, painted, () => 1) }
  if (painted.every(({ key, kind }) => kind === 'value' && (key === '1' || key === '2')))
    return { classes: larynx, meanings: meaningsOf(marks, painted, ({ key }) => Number(key)) }
  const kept = painted.slice(0, MOST_CLASSES - 1)
  const names = kept.map(({ key, kind }) => (kind === 'label' ? key : words.numbered(key)))
  return {
    classes: [words.background, ...names],
    meanings: meaningsOf(marks, painted, (mark) => (kept.includes(mark) ? kept.indexOf(mark) + 1 : null)),
  }
}

/** What datasets leave out: white among other values, a label that says so. */
function isIgnored(mark: MaskMark, marks: readonly MaskMark[]): boolean {
  return mark.kind === 'label' ? mark.key.trim().toLowerCase() === 'ignore' : isLeftOut(mark, marks)
}

function meaningsOf(
  marks: readonly MaskMark[],
  painted: readonly MaskMark[],
  classOf: (mark: MaskMark) => number | null,
): Record<string, number | null> {
  return Object.fromEntries(
    marks.map((mark) => {
      if (isBackground(mark)) return [mark.key, 0]
      return [mark.key, painted.includes(mark) ? classOf(mark) : IGNORE]
    }),
  )
}

/** Classes without one of them; what meant it means nothing any more. */
export function withoutClass({ classes, meanings }: Proposal, gone: number): Proposal {
  const moved = (value: number | null) => {
    if (value === null || value === IGNORE || value < gone) return value
    return value === gone ? null : value - 1
  }
  return {
    classes: classes.filter((_, i) => i !== gone),
    meanings: Object.fromEntries(Object.entries(meanings).map(([key, value]) => [key, moved(value)])),
  }
}
