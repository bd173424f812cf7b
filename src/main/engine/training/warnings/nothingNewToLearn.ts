import { reasonOf } from '../../../../shared/reasons/Refused.ts'
import type { WarningKind } from './Warning.ts'

/** No label is new since the last round: another one repeats it. */
export const nothingNewToLearn: WarningKind = ({ sinceLast }) => {
  if (!sinceLast || sinceLast.added.frames + sinceLast.changed + sinceLast.removed > 0) return []
  return [{ reason: reasonOf('nothingNewToLearn'), remedy: { kind: 'label', split: 'train' } }]
}
