import type { ImportSurvey } from '../../shared/contract/bring.ts'
import { mappedMeaning, proposedMeaning } from '../../shared/domain/maskMap.ts'
import { patientsToPlace } from '../../shared/domain/patientsToPlace.ts'
import type { ImportOptions } from '../engine/import/found/Incoming.ts'
import { ImportService } from '../engine/import/ImportService.ts'
import type { OpenStudy } from '../engine/study/OpenStudy.ts'
import { inWords } from './inWords.ts'

/** What an import would bring, and where its patients would go. */
export async function importPreview(study: OpenStudy, paths: readonly string[], options: ImportOptions) {
  const { frames, ways, samples: _, stills: __, ...survey } = await ImportService.survey(paths, options)
  const [way] = ways
  const known = frames.map(({ key, ...frame }, i) => ({
    ...frame,
    patient: way?.names[way.of[i] ?? 0] ?? '',
    path: key,
  }))
  const counts = new Map<string, { frames: number; masks: number; said: (typeof frames)[number]['split'] }>()
  for (const { masked, split, patient } of known) {
    const own = counts.get(patient) ?? { frames: 0, masks: 0, said: split }
    counts.set(patient, { ...own, frames: own.frames + 1, masks: own.masks + Number(masked) })
  }
  const dealt = await ImportService.dealSplits(study, patientsToPlace(known, study.classes))
  const patients = dealt.map(({ name, split, isNew }) => ({ ...counts.get(name), name, split, isNew }))
  const text = [
    `${frames.length} frames of ${patients.length} patients, ${survey.masks} with masks`,
    `of ${survey.lookedAt} looked at: ${survey.lights.NBI} NBI, ${survey.lights.WLI} WLI, ${survey.lights.other} other`,
    ...describeMarks(survey.marks, study, options.maskMap),
    ...patients.map(
      (p) => `  ${p.name}: ${p.frames} frames, ${p.masks} masks, ${p.split}${p.isNew ? ', new' : ''}`,
    ),
    ...survey.problems.map(({ path, reason }) => `  ${path}: ${inWords(reason)}`),
  ].join('\n')
  return { ...survey, frames: frames.length, patients, text }
}

/** A line for each thing that the masks hold, and what it goes in as. */
function describeMarks(
  marks: ImportSurvey['marks'],
  { classes }: OpenStudy,
  map: ImportOptions['maskMap'],
): string[] {
  const meanings = map ? mappedMeaning(marks, classes, map) : proposedMeaning(marks, classes)
  return marks.map(({ key, masks }) => {
    const value = meanings.get(key) ?? null
    const means = value === null ? 'say what it means with --mask-map' : (classes[value]?.name ?? 'ignored')
    return `  in ${masks} masks: ${key} → ${means}`
  })
}
