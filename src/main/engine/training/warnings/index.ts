import type { Warning } from '../../../../shared/contract/training.ts'
import { classNotJudged } from './classNotJudged.ts'
import { classOfOnePatient } from './classOfOnePatient.ts'
import { fewFramesOfClass } from './fewFramesOfClass.ts'
import { fewPatientsToJudge } from './fewPatientsToJudge.ts'
import { lightNotLabelled } from './lightNotLabelled.ts'
import { nothingNewToLearn } from './nothingNewToLearn.ts'
import { onePatientToLearnFrom } from './onePatientToLearnFrom.ts'
import type { Facts, WarningKind } from './Warning.ts'

/** Every warning there is, the gravest first. A new one is its file, a line here, and its reason. */
const kinds: readonly WarningKind[] = [
  onePatientToLearnFrom,
  fewPatientsToJudge,
  fewFramesOfClass,
  classOfOnePatient,
  classNotJudged,
  lightNotLabelled,
  nothingNewToLearn,
]

/** What should be known before a round starts, each with what to do about it. */
export const warningsOf = (facts: Facts): Warning[] => kinds.flatMap((kind) => kind(facts))
