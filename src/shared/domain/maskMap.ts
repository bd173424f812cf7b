import { HEX_COLOUR, IGNORE, type LabelClass } from './labelClass.ts'

/** One thing that mask files hold, as it is told apart from others. */
export interface MaskMark {
  /** `4` for a value, `#ff0000` for a colour, else the name that another program gave. */
  readonly key: string
  readonly kind: 'value' | 'colour' | 'label'
  /** How it looks in the file, `#rrggbb`, where it has a look. */
  readonly colour: string | null
  /** So many masks hold it. */
  readonly masks: number
  /** So many grey masks hold it and nothing else but black; absent where none does. */
  readonly alone?: number | undefined
  /** Its share of all pixels of these masks, 0 to 1; null where nobody has counted. */
  readonly share: number | null
}

const BLACK = '0'
const WHITE = '255'
/** Channels may differ by so much for a mask's colour to be a class's, or what a map means. */
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
      return [mark.key, mark.kind === 'value' ? ofValue(mark, marks, classes) : ofColour(mark, classes)]
    }),
  )
}

/**
 * What each mark means by a map that somebody wrote: by its key, by the colour it shows, or by `*`. What the map does not
 * name is background where it is black, and else nothing: null, also for a class that the study has not.
 */
export function mappedMeaning(
  marks: readonly MaskMark[],
  classes: readonly LabelClass[],
  map: ReadonlyMap<string, number>,
): Map<string, number | null> {
  const shown = byColour(marks, map)
  return new Map(
    marks.map((mark) => {
      const value =
        map.get(mark.key) ?? shown.get(mark.key) ?? map.get('*') ?? (isBackground(mark) ? 0 : null)
      return [mark.key, value === null || value === IGNORE || value < classes.length ? value : null]
    }),
  )
}

/**
 * Marks that a map means by a colour. Each colour means one mark, so that the shades of a lossless file stay apart: the
 * one that is nearest, since codecs change colours. A value shows one where it is an index, or black or white.
 */
function byColour(marks: readonly MaskMark[], map: ReadonlyMap<string, number>): Map<string, number> {
  const found = new Map<string, number>()
  for (const [key, value] of map) {
    const colour = key === BLACK ? '#000000' : key === WHITE ? '#ffffff' : key
    if (!HEX_COLOUR.test(colour)) continue
    const distanceOf = (mark: MaskMark) => (mark.colour === null ? 255 : distance(mark.colour, colour))
    const near = marks
      .filter((mark) => distanceOf(mark) < (mark.kind === 'colour' ? SAME_COLOUR : 1))
      .sort((a, b) => distanceOf(a) - distanceOf(b))
    if (near[0]) found.set(near[0].key, value)
  }
  return found
}

export const isBackground = ({ key, kind }: MaskMark): boolean =>
  kind === 'label' ? key.trim().toLowerCase() === 'background' : key === BLACK || key === '#000000'

/**
 * Whether a mark is what datasets leave out: white among other values. Where white is all that a grey mask shows, it is
 * as likely what somebody painted, and nobody but a person can say.
 */
export const isLeftOut = (mark: MaskMark, marks: readonly MaskMark[]): boolean =>
  isWhite(mark) &&
  (mark.alone ?? 0) === 0 &&
  marks.some((other) => other.kind === 'value' && !isWhite(other) && !isBackground(other))

const isWhite = ({ key, kind }: MaskMark) => kind === 'value' && key === WHITE

function ofValue(mark: MaskMark, marks: readonly MaskMark[], classes: readonly LabelClass[]): number | null {
  const value = Number(mark.key)
  // Masks with more values than the study has classes are another study's: none of theirs means the same.
  const foreign = marks.some(
    (other) => other.kind === 'value' && !isWhite(other) && Number(other.key) >= classes.length,
  )
  if (value < classes.length) return foreign ? null : value
  return isLeftOut(mark, marks) ? IGNORE : null
}

const ofColour = ({ key }: MaskMark, classes: readonly LabelClass[]): number | null => {
  const found = classes.findIndex(({ colour }) => distance(colour, key) < SAME_COLOUR)
  return found < 0 ? null : found
}

/** The largest difference of a channel. */
function distance(one: string, other: string): number {
  const channels = (colour: string) => [1, 3, 5].map((i) => Number.parseInt(colour.slice(i, i + 2), 16))
  const theirs = channels(other)
  return Math.max(...channels(one).map((c, i) => Math.abs(c - (theirs[i] ?? 0))))
}

/** By name, whatever its case; in a study of two classes any label is the second. */
function ofLabel(key: string, classes: readonly LabelClass[]): number | null {
  const wanted = key.trim().toLowerCase()
  if (wanted === 'ignore') return IGNORE
  const found = classes.findIndex(({ name }) => name.toLowerCase() === wanted)
  if (found >= 0) return found
  return classes.length === 2 ? 1 : null
}
