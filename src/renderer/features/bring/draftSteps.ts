import type { ImportRequest, ImportSurvey } from '../../../shared/contract/bring.ts'
import { classesNamed, type LabelClass, problemWith } from '../../../shared/domain/labelClass.ts'
import { proposedMeaning } from '../../../shared/domain/maskMap.ts'
import { type ClassWords, proposedClasses } from './classes.ts'
import { type Draft, FEWEST_LETTERS } from './Draft.ts'
import { groupsOf } from './patients.ts'

/** A draft before anything is looked at. */
export const emptyDraft = (into: Draft['into'], paths: readonly string[]): Draft => ({
  into,
  paths,
  every: 10,
  survey: undefined,
  classes: [],
  meanings: {},
  way: 'file',
  patients: [],
  splits: undefined,
  blankText: false,
  pseudonyms: false,
  keyFile: '',
  passphrase: '',
  repeated: '',
  name: '',
  folder: '',
})

/** What goes without saying once the files were looked at; `own` are the classes of the study they go into. */
export function surveyed(
  into: Draft['into'],
  survey: ImportSurvey,
  own: readonly LabelClass[],
  words: ClassWords,
): Partial<Draft> {
  const [way] = survey.ways
  const proposal =
    into === 'new'
      ? proposedClasses(survey.marks, words)
      : {
          classes: own.map(({ name }) => name),
          meanings: Object.fromEntries(proposedMeaning(survey.marks, own)),
        }
  return {
    survey,
    ...proposal,
    way: way?.kind ?? 'file',
    patients: way ? groupsOf(way) : [],
    splits: undefined,
    folder: survey.folder,
    // Whoever writes names into headers writes them into pictures.
    blankText: survey.identified,
    pseudonyms: survey.identified,
  }
}

export const steps = ['look', 'classes', 'patients', 'split', 'names', 'import'] as const
export type Step = (typeof steps)[number]

/** Why a step cannot be left yet; undefined where it can. */
type Obstacle =
  | 'notLooked'
  | 'unnamed'
  | 'twice'
  | 'unmapped'
  | 'notDealt'
  | 'passphrase'
  | 'differs'
  | 'noFolder'

export function obstacle(step: Step, draft: Draft): Obstacle | undefined {
  const { survey, classes, meanings, into, splits } = draft
  switch (step) {
    case 'look':
      return survey ? undefined : 'notLooked'
    case 'classes':
      if (into === 'new' && problemWith(classes)) return problemWith(classes)
      return Object.values(meanings).includes(null) ? 'unmapped' : undefined
    case 'patients':
      return undefined
    case 'split':
      return splits ? undefined : 'notDealt'
    case 'names':
      return draft.pseudonyms ? keyObstacle(draft) : undefined
    case 'import':
      return into === 'new' && draft.folder.trim() === '' ? 'noFolder' : undefined
  }
}

/** A new key's passphrase is typed twice: nobody can find it again. */
function keyObstacle(draft: Draft): 'passphrase' | 'differs' | undefined {
  if (draft.passphrase.length < FEWEST_LETTERS) return 'passphrase'
  return makesKey(draft) && draft.repeated !== draft.passphrase ? 'differs' : undefined
}

/** Whether a key will be made, as far as anybody knows; a file that was named may be there. */
export const makesKey = ({ into, survey, keyFile }: Draft): boolean =>
  keyFile.trim() === '' && !(into === 'open' && survey?.keyExists)

/** The colours that the study's classes will be painted in. */
export const coloursOf = (draft: Draft, own: readonly LabelClass[]): readonly LabelClass[] =>
  draft.into === 'new' ? classesNamed(draft.classes) : own

/** A draft as the engine takes it. */
export function requestOf(draft: Draft, survey: ImportSurvey): ImportRequest {
  const { paths, every, meanings, patients, splits = {}, blankText, pseudonyms, keyFile, passphrase } = draft
  const told = survey.ways[0]
  const patientOf = new Map(patients.flatMap(({ name, frames }) => frames.map((frame) => [frame, name])))
  const said = survey.frames.flatMap(({ key }, i) => {
    const name = patientOf.get(i)
    const own = told?.names[told.of[i] ?? -1]
    return name === undefined || (name === own && isTold(told?.kind)) ? [] : [[key, name]]
  })
  return {
    paths: [...paths],
    layout: 'auto',
    blankText,
    ...(survey.films ? { every } : {}),
    maskMap: Object.fromEntries(
      Object.entries(meanings).flatMap(([key, value]) => (value === null ? [] : [[key, value]])),
    ),
    ...(said.length > 0 ? { patients: Object.fromEntries(said) } : {}),
    splits: Object.fromEntries(
      Object.entries(splits).flatMap(([name, { split, isNew }]) => (isNew ? [[name, split]] : [])),
    ),
    ...(pseudonyms
      ? { deidentify: { passphrase, ...(keyFile.trim() === '' ? {} : { keyFile: keyFile.trim() }) } }
      : {}),
  }
}

/** Ways that an import takes by itself. */
const isTold = (kind: ImportSurvey['ways'][number]['kind'] | undefined) =>
  kind === 'manifest' || kind === 'header' || kind === 'film'
