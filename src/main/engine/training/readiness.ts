import { IGNORE, type LabelClass } from '../../../shared/domain/labelClass.ts'
import { classesPresent, countValues } from '../../../shared/domain/mask.ts'
import { decodeMask } from '../../../shared/domain/rle.ts'
import type { Reason } from '../../../shared/reasons/index.ts'
import { reasonOf } from '../../../shared/reasons/Refused.ts'
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

/** What keeps a round from starting, each as a reason. Empty: it can start. */
export function problemsOf(
  data: RoundData,
  classes: readonly LabelClass[],
  { usesUnlabelled, unjudged }: Wishes,
): Reason[] {
  if (data.labelled.length === 0) return [reasonOf('nothingLabelled')]
  const problems: Reason[] = []
  if (usesUnlabelled && data.unlabelled.length === 0) problems.push(reasonOf('nothingUnlabelled'))
  if (missingLesions(data, classes).length === classes.length - 1) problems.push(reasonOf('noLesionLabelled'))
  const unjudgeable = cannotJudge(data)
  if (unjudgeable && !unjudged) problems.push(unjudgeable)
  return [...problems, ...leaks(data)]
}

/** Why nothing could tell whether a round's model finds lesions; null where something can. */
export function cannotJudge({ validation }: RoundData): Reason | null {
  if (validation.length === 0) return reasonOf('cannotJudge')
  const holdsLesion = validation.some(({ mask }) => decodeMask(mask).data.some((c) => c > 0 && c !== IGNORE))
  return holdsLesion ? null : reasonOf('noLesionToJudge')
}

/** What does not keep a round from starting, but should be known. */
export function notesOf(data: RoundData, classes: readonly LabelClass[]): Reason[] {
  if (data.labelled.length === 0) return []
  return missingLesions(data, classes).map(({ name }) => reasonOf('classNotLabelled', { class: name }))
}

/** What is not known to the model that a round starts from, because the study has more classes by now. */
export function notesOnHead(classes: readonly LabelClass[], known: number): Reason[] {
  const names = classes.slice(known).map(({ name }) => name)
  if (names.length === 0) return []
  return [reasonOf('modelBeforeClasses', { classes: names })]
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
function leaks({ labelled, validation, test }: RoundData): Reason[] {
  const trained = new Set(labelled.map(({ patient }) => patient))
  const patient = [...validation, ...test].map((frame) => frame.patient).find((p) => trained.has(p))
  return patient === undefined ? [] : [reasonOf('patientOnBothSides', { patient })]
}
