import { IGNORE, type LabelClass } from './labelClass.ts'

/** One thing that mask files hold, as it is told apart from others. */
export interface MaskMark {
  /** `4` for a value, `#ff0000` for a colour, else the name that another program gave. */
  readonly key: string
  readonly kind: 'value' | 'colour' | 'label'
  /** How it looks in the file, `#rrggbb`, where it has a look. */
  readonly colour: string | null
  /** So many masks hold it. */
  readonly masks: number
  /** Its share of all pixels of these masks, 0 to 1; null where nobody has counted. */
  readonly share: number | null
}

const BLACK = '0'
const WHITE = '255'
/** Channels may differ by so much for a mask's colour to be a class's. */
const SAME_COLOUR = 48

/**
 * What each mark means in a study with these classes, where that is beyond doubt: its class, `IGNORE`, or null
 * where only a person can say. The first class is what is not painted.
 */
export function proposedMeaning(
  marks: readonly MaskMark[],
  classes: readonly LabelClass[],
): Map<string, number | null> {
  const painted = marks.filter((mark) => !isBackground(mark))
  const only = classes.length === 2 && painted.length === 1
  return new Map(
    marks.map((mark) => {
      if (isBackground(mark)) return [mark.key, 0]
      if (mark.kind === 'label') return [mark.key, ofLabel(mark.key, classes)]
      if (only) return [mark.key, 1]
      return [mark.key, mark.kind === 'value' ? ofValue(mark.key, marks, classes) : ofColour(mark, classes)]
    }),
  )
}

export const isBackground = ({ key, kind }: MaskMark): boolean =>
  kind === 'label' ? key.trim().toLowerCase() === 'background' : key === BLACK || key === '#000000'

/** Whether the masks hold black and white alone: one thing, painted or not. */
export const isBlackAndWhite = (marks: readonly MaskMark[]): boolean =>
  marks.some(({ key }) => key === WHITE) &&
  marks.every(({ kind, key }) => kind === 'value' && (key === BLACK || key === WHITE))

function ofValue(key: string, marks: readonly MaskMark[], classes: readonly LabelClass[]): number | null {
  const value = Number(key)
  // Masks with more values than the study has classes are another study's: none of theirs means the same.
  const foreign = marks.some(
    (mark) => mark.kind === 'value' && mark.key !== WHITE && Number(mark.key) >= classes.length,
  )
  if (value < classes.length) return foreign ? null : value
  // White among other values is what datasets leave out; alone beside black it is the lesion.
  return value === IGNORE && !isBlackAndWhite(marks) ? IGNORE : null
}

function ofColour({ key }: MaskMark, classes: readonly LabelClass[]): number | null {
  const channels = (colour: string) => [1, 3, 5].map((i) => Number.parseInt(colour.slice(i, i + 2), 16))
  const own = channels(key)
  const found = classes.findIndex(({ colour }) =>
    channels(colour).every((c, i) => Math.abs(c - (own[i] ?? 0)) < SAME_COLOUR),
  )
  return found < 0 ? null : found
}

/** By name, whatever its case; in a study of two classes any label is the second. */
function ofLabel(key: string, classes: readonly LabelClass[]): number | null {
  const wanted = key.trim().toLowerCase()
  if (wanted === 'ignore') return IGNORE
  const found = classes.findIndex(({ name }) => name.toLowerCase() === wanted)
  if (found >= 0) return found
  return classes.length === 2 ? 1 : null
}
