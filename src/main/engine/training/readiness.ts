import type { LabelClass } from '../../../shared/domain/labelClass.ts'
import { classesPresent, countValues } from '../../../shared/domain/mask.ts'
import { decodeMask } from '../../../shared/domain/rle.ts'
import type { RoundData } from './roundData.ts'

/** Labelled frames that hold each class. */
export function framesWithClass({ labelled }: RoundData, classes: number): number[] {
  const counts = Array.from({ length: classes }, () => 0)
  for (const { mask } of labelled) {
    const decoded = decodeMask(mask)
    for (const c of classesPresent(decoded)) if (c < classes) counts[c]!++
    if (countValues(decoded)[0]! > 0) counts[0]!++
  }
  return counts
}

interface Wishes {
  readonly usesUnlabelled: boolean
  /** The user wants a round that nothing can judge. */
  readonly unjudged: boolean
}

/** What keeps a round from starting, each in one sentence. Empty: it can start. */
export function problemsOf(
  data: RoundData,
  classes: readonly LabelClass[],
  { usesUnlabelled, unjudged }: Wishes,
): string[] {
  if (data.labelled.length === 0)
    return ['No training frame is labelled yet: paint a lesion in Annotate and say Done.']
  const problems: string[] = []
  if (usesUnlabelled && data.unlabelled.length === 0) {
    problems.push(
      'There is no unlabelled training frame for LoCo to learn from: import more, or choose the supervised method.',
    )
  }
  if (missingLesions(data, classes).length === classes.length - 1)
    problems.push('The labelled frames hold no lesion: paint at least one before training.')
  const unjudgeable = cannotJudge(data)
  if (unjudgeable && !unjudged) problems.push(unjudgeable)
  return [...problems, ...leaks(data)]
}

/** Why nothing could tell whether a round's model is good; null where something can. */
export const cannotJudge = ({ validation }: RoundData): string | null =>
  validation.length > 0
    ? null
    : 'No frame of a validation patient is labelled, so nothing could tell whether the model is good: label one, or train without judging.'

/** What does not keep a round from starting, but should be known. */
export function notesOf(data: RoundData, classes: readonly LabelClass[]): string[] {
  if (data.labelled.length === 0) return []
  return missingLesions(data, classes).map(
    ({ name }) => `No labelled frame holds ${name}: a model of this round cannot know it.`,
  )
}

/** What is not known to the model that a round starts from, because the study has more classes by now. */
export function notesOnHead(classes: readonly LabelClass[], known: number): string[] {
  const names = classes.slice(known).map(({ name }) => name)
  if (names.length === 0) return []
  return [`The model in use was made before ${names.join(', ')}: a round learns that from nothing.`]
}

/** Whether a label holds a class that a round begun with so many does not have. */
export function holdsClassBeyond({ labelled, validation }: RoundData, classes: number): boolean {
  return [...labelled, ...validation].some(({ mask }) =>
    classesPresent(decodeMask(mask)).some((c) => c >= classes),
  )
}

function missingLesions(data: RoundData, classes: readonly LabelClass[]): LabelClass[] {
  const counts = framesWithClass(data, classes.length)
  return classes.filter((_, c) => c > 0 && counts[c] === 0)
}

/** Patients that are trained on and judged on. The catalogue keeps them apart; this is the last door. */
function leaks({ labelled, validation, test }: RoundData): string[] {
  const trained = new Set(labelled.map(({ patient }) => patient))
  const shared = [...validation, ...test].map(({ patient }) => patient).filter((p) => trained.has(p))
  const names = [...new Set(shared)]
  return names.length === 0
    ? []
    : [`Patient ${names[0]} is both trained on and judged on; a split may never part a patient.`]
}
