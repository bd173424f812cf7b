import { Failure } from '../../../../shared/contract/failure.ts'
import type { LabelClass } from '../../../../shared/domain/labelClass.ts'
import { type MaskMark, mappedMeaning, proposedMeaning } from '../../../../shared/domain/maskMap.ts'
import type { ImportOptions } from '../found/Incoming.ts'
import { Unreadable } from '../found/Unreadable.ts'
import type { MaskReading } from './MaskReading.ts'
import type { MaskSurvey } from './surveyMasks.ts'

/** How masks become classes of a study: how their pixels are read, and what each mark means. */
export interface MaskRule {
  readonly reading: MaskReading
  /** Error diffusion before anything else, as the public code does it. */
  readonly dithered: boolean
  /** The class of a mark, or `IGNORE`. Throws `Unreadable` for one that nobody has given a meaning. */
  classOf(key: string): number
}

/**
 * The rule of an import: what its mask map says (background is what is not painted unless it says otherwise), and
 * where there is none what goes without saying. Fails MASK_UNMAPPED before anything is written where a mark means no
 * class of the study, unless nobody is there to ask.
 */
export function maskRule(
  { reading, marks }: MaskSurvey,
  classes: readonly LabelClass[],
  {
    maskMap,
    ditherMasks = false,
    unattended = false,
  }: Pick<ImportOptions, 'maskMap' | 'ditherMasks' | 'unattended'>,
): MaskRule {
  const meanings = maskMap ? mappedMeaning(marks, classes, maskMap) : proposedMeaning(marks, classes)
  const classOf = (key: string) => {
    const value = meanings.get(key) ?? null
    if (value === null) throw new Unreadable('maskOfNoClass', named([key.slice(0, LONGEST)], classes))
    return value
  }
  const open = marks.filter(({ key }) => (meanings.get(key) ?? null) === null)
  if (open.length > 0 && !unattended) throw new Failure('marksUnmapped', named(open.map(shown), classes))
  return { reading, dithered: ditherMasks, classOf }
}

/** Letters of a label that people are told. */
const LONGEST = 40
const shown = ({ kind, key }: MaskMark) => (kind === 'label' ? `"${key.slice(0, LONGEST)}"` : key)
const SHOWN = 6

/** What the words for it name. */
function named(keys: readonly string[], classes: readonly LabelClass[]) {
  const marks = keys.length > SHOWN ? [...keys.slice(0, SHOWN), '…'] : [...keys]
  return { marks, classes: classes.map(({ name }, i) => `${i} ${name}`) }
}
