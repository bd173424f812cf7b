import { Failure } from '../../../../shared/contract/failure.ts'
import { IGNORE, type LabelClass } from '../../../../shared/domain/labelClass.ts'
import { type MaskMark, proposedMeaning } from '../../../../shared/domain/maskMap.ts'
import type { ImportOptions } from '../Incoming.ts'
import type { MaskReading } from './MaskReading.ts'
import type { MaskSurvey } from './surveyMasks.ts'

/** How masks become classes of a study: how their pixels are read, and what each mark means. */
export interface MaskRule {
  readonly reading: MaskReading
  /** Error diffusion before anything else, as the public code does it. */
  readonly dithered: boolean
  /** The class of a mark, or `IGNORE`. Throws MASK_UNMAPPED for one that nobody has given a meaning. */
  classOf(key: string): number
}

/**
 * The rule of an import: what its mask map says, and where there is none what goes without saying. Fails
 * MASK_UNMAPPED before anything is written where a mark means no class of the study.
 */
export function maskRule(
  { reading, marks }: MaskSurvey,
  classes: readonly LabelClass[],
  { maskMap, ditherMasks = false }: Pick<ImportOptions, 'maskMap' | 'ditherMasks'>,
): MaskRule {
  const rest = maskMap?.get('*')
  const meanings = maskMap ?? proposedMeaning(marks, classes)
  const isClass = (value: number) => value === IGNORE || value < classes.length
  const classOf = (key: string) => {
    const value = meanings.get(key) ?? rest
    if (value === undefined || !isClass(value)) throw unmapped([key], classes)
    return value
  }
  const open = marks.filter(({ key }) => {
    const value = meanings.get(key) ?? rest
    return value === undefined || !isClass(value)
  })
  if (open.length > 0) throw unmapped(open.map(named), classes)
  return { reading, dithered: ditherMasks, classOf }
}

const named = ({ kind, key }: MaskMark) => (kind === 'label' ? `"${key.slice(0, 40)}"` : key)
const SHOWN = 6

function unmapped(keys: readonly string[], classes: readonly LabelClass[]): Failure {
  const marks = keys.length > SHOWN ? [...keys.slice(0, SHOWN), '…'] : [...keys]
  return new Failure('marksUnmapped', { marks, classes: classes.map(({ name }, i) => `${i} ${name}`) })
}
