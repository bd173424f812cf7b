import { reasonOf } from '../../../../shared/reasons/Refused.ts'
import { classesHeld, type WarningKind } from './Warning.ts'

/** Frames below which a class is seen in too few shapes: with two of 24, no method found it without help. */
const FEW = 10

/** A lesion class that few labelled frames hold. */
export const fewFramesOfClass: WarningKind = ({ classes, labelled }) =>
  classesHeld(classes, labelled)
    .filter(({ frames }) => frames.length < FEW)
    .map(({ value, name, frames }) => ({
      reason: reasonOf('fewFramesOfClass', { class: name, count: frames.length }),
      remedy: { kind: 'label', split: 'train', class: value },
    }))
