import { patientsOf } from '../../../../shared/domain/patientsOf.ts'
import { reasonOf } from '../../../../shared/reasons/Refused.ts'
import { classesHeld, type WarningKind } from './Warning.ts'

/** A lesion class that one patient alone shows, among several: the model may learn the patient instead. */
export const classOfOnePatient: WarningKind = ({ classes, labelled }) => {
  if (patientsOf(labelled).length < 2) return []
  return classesHeld(classes, labelled).flatMap(({ value, name, frames }) => {
    const [patient, ...others] = patientsOf(frames)
    if (patient === undefined || others.length > 0) return []
    return [
      {
        reason: reasonOf('classOfOnePatient', { class: name, patient }),
        remedy: { kind: 'label', split: 'train', class: value },
      },
    ]
  })
}
