import type { ImportSurvey } from '../../../shared/contract/bring.ts'
import type { Split } from '../../../shared/contract/frames.ts'
import type { PatientGroup } from './patients.ts'

/** A patient's place in the study, before the first round. */
interface Placed {
  readonly split: Split
  /** Patients that the study knows already stay where they are. */
  readonly isNew: boolean
}

/** Everything that a person decides on the way in. */
export interface Draft {
  readonly into: 'new' | 'open'
  readonly paths: readonly string[]
  /** Every n-th frame of a film. */
  readonly every: number
  readonly survey: ImportSurvey | undefined
  /** Names of the study's classes; the first is what is not painted. */
  readonly classes: readonly string[]
  /** What each mark of the masks means: a class, 255 for ignored, or null where nobody has said. */
  readonly meanings: Readonly<Record<string, number | null>>
  /** Which of the survey's ways the patients come from. */
  readonly way: ImportSurvey['ways'][number]['kind']
  readonly patients: readonly PatientGroup[]
  /** By patient; undefined until they are dealt out. */
  readonly splits: Readonly<Record<string, Placed>> | undefined
  readonly blankText: boolean
  readonly pseudonyms: boolean
  /** Another file than the study's own. */
  readonly keyFile: string
  readonly passphrase: string
  readonly repeated: string
  /** Of the new study; empty for a name by the day. */
  readonly name: string
  /** Of the new study. */
  readonly folder: string
}

type ChangeDraft = (part: Partial<Draft>) => void

/** What every step of the way in is given. */
export interface StepProps {
  readonly draft: Draft
  readonly change: ChangeDraft
}

/** What every step after the first is given. */
export interface SurveyedProps extends StepProps {
  readonly survey: ImportSurvey
}

export const FEWEST_LETTERS = 8
