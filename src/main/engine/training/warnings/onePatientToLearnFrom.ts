import { patientsOf } from '../../../../shared/domain/patientsOf.ts'
import { reasonOf } from '../../../../shared/reasons/Refused.ts'
import type { WarningKind } from './Warning.ts'

/** All labels are of one patient: what the model learns need not hold of any other. */
export const onePatientToLearnFrom: WarningKind = ({ labelled }) => {
  const [patient, ...others] = patientsOf(labelled)
  if (patient === undefined || others.length > 0) return []
  return [
    {
      reason: reasonOf('onePatientToLearnFrom', { patient }),
      remedy: { kind: 'label', split: 'train' },
    },
  ]
}
