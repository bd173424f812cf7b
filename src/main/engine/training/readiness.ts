import { IGNORE, type LabelClass } from '../../../shared/domain/labelClass.ts'
import { classesPresent } from '../../../shared/domain/mask.ts'
import { decodeMask } from '../../../shared/domain/rle.ts'
import type { Reason } from '../../../shared/reasons/index.ts'
import { reasonOf } from '../../../shared/reasons/Refused.ts'
import { type HeldFrame, heldFrames, framesWithClass as withClass } from './labelled/heldFrames.ts'
import type { RoundData } from './roundData.ts'

interface Wishes {
  readonly usesUnlabelled: boolean
  /** The user wants a round that nothing can judge. */
  readonly unjudged: boolean
}

/** How far a study's labels allow a round. */
export interface Readiness {
  /** Labelled frames that hold each class. */
  readonly framesWithClass: readonly number[]
  /** What keeps a round from starting, each as a reason. Empty: it can start. */
  readonly problems: readonly Reason[]
  /** Why nothing could tell whether a round's model finds lesions; null where something can. */
  readonly cannotJudge: Reason | null
  /** What does not keep a round from starting, but should be known. */
  readonly notes: readonly Reason[]
}

/** By all labels, and what they hold where that is known already. */
export function readinessOf(
  data: RoundData,
  classes: readonly LabelClass[],
  wishes: Wishes,
  held: readonly HeldFrame[] = heldFrames(data.labelled),
): Readiness {
  const framesWithClass = withClass(held, classes.length)
  const cannotJudge = whyUnjudged(data)
  const nothing = data.labelled.length === 0
  const missing = classes.filter((_, c) => c > 0 && framesWithClass[c] === 0)
  const problems: Reason[] = []
  if (wishes.usesUnlabelled && data.unlabelled.length === 0) problems.push(reasonOf('nothingUnlabelled'))
  if (missing.length === classes.length - 1) problems.push(reasonOf('noLesionLabelled'))
  if (cannotJudge && !wishes.unjudged) problems.push(cannotJudge)
  return {
    framesWithClass,
    problems: nothing ? [reasonOf('nothingLabelled')] : [...problems, ...leaks(data)],
    cannotJudge,
    notes: nothing ? [] : missing.map(({ name }) => reasonOf('classNotLabelled', { class: name })),
  }
}

function whyUnjudged({ validation }: RoundData): Reason | null {
  if (validation.length === 0) return reasonOf('cannotJudge')
  const holdsLesion = validation.some(({ mask }) => decodeMask(mask).data.some((c) => c > 0 && c !== IGNORE))
  return holdsLesion ? null : reasonOf('noLesionToJudge')
}

/** Where the model that a round starts from and the study do not have the same classes: what it does not know, or has too many. */
export function notesOnHead(classes: readonly LabelClass[], known: number): Reason[] {
  const names = classes.slice(known).map(({ name }) => name)
  if (known > classes.length) return [reasonOf('modelBeyondClasses', { known, has: classes.length })]
  if (names.length === 0) return []
  return [reasonOf('modelBeforeClasses', { classes: names })]
}

/** Whether a label holds a class that a round begun with so many does not have. */
export function holdsClassBeyond({ labelled, validation }: RoundData, classes: number): boolean {
  return [...labelled, ...validation].some(({ mask }) =>
    classesPresent(decodeMask(mask)).some((c) => c >= classes),
  )
}

/** Patients that are trained on and judged on. The catalogue keeps them apart; this is the last door. */
function leaks({ labelled, validation, test }: RoundData): Reason[] {
  const trained = new Set(labelled.map(({ patient }) => patient))
  const patient = [...validation, ...test].map((frame) => frame.patient).find((p) => trained.has(p))
  return patient === undefined ? [] : [reasonOf('patientOnBothSides', { patient })]
}
