import { reasonOf } from '../../../../shared/reasons/Refused.ts'
import { holdsLesion } from '../labelled/heldFrames.ts'
import { classesHeld, type WarningKind } from './Warning.ts'

/** A lesion class that the model learns and that no validation frame holds: nobody will know whether it finds it. */
export const classNotJudged: WarningKind = ({ classes, labelled, validation }) => {
  // Where nothing judges any lesion, another sentence says so.
  if (!validation.some(holdsLesion)) return []
  const judged = new Set(classesHeld(classes, validation).map(({ value }) => value))
  return classesHeld(classes, labelled)
    .filter(({ value }) => !judged.has(value))
    .map(({ name }) => ({
      reason: reasonOf('classNotJudged', { class: name }),
      remedy: { kind: 'judges' },
    }))
}
