import { ENOUGH_PATIENTS } from '../../../../shared/domain/enoughPatients.ts'
import { patientsOf } from '../../../../shared/domain/patientsOf.ts'
import { reasonOf } from '../../../../shared/reasons/Refused.ts'
import { holdsLesion } from '../labelled/heldFrames.ts'
import type { WarningKind } from './Warning.ts'

/** Too few patients with a lesion judge the model for its verdict to mean much. None at all keeps it from starting. */
export const fewPatientsToJudge: WarningKind = ({ validation }) => {
  const count = patientsOf(validation.filter(holdsLesion)).length
  if (count === 0 || count >= ENOUGH_PATIENTS) return []
  return [{ reason: reasonOf('fewPatientsToJudge', { count }), remedy: { kind: 'judges' } }]
}
