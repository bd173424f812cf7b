import { sql } from 'kysely'
import { reasonOf } from '../../../shared/reasons/Refused.ts'
import { readOriginal } from '../store/frameFiles.ts'
import { framesOfPatients } from '../store/framesOfPatients.ts'
import type { OpenStudy } from '../study/OpenStudy.ts'
import { PatientKey } from './deidentify/PatientKey.ts'
import type { Found, ImportOptions, Incoming, Rejected } from './found/Incoming.ts'
import { refusalOf } from './found/refusalOf.ts'
import type { MaskRule } from './masks/MaskRule.ts'
import { withMask } from './readFound.ts'

/** Names that a question of the catalogue may hold. */
const AT_ONCE = 500

/** A mask that came without its frame, and a frame of the study that it belongs to. */
export interface Matched {
  readonly item: Found
  readonly frame: Omit<Incoming, 'bytes' | 'path'> & { readonly sha256: string }
}

/**
 * The frames of the study that masks belong to, by what DICOM calls them: as it is, since the study's own exports are
 * drawn on elsewhere, or as the patient key renames it.
 */
export async function framesOfAlone(
  study: OpenStudy,
  alone: readonly Found[],
  { deidentify }: Pick<ImportOptions, 'deidentify'>,
): Promise<Matched[]> {
  if (alone.length === 0) return []
  const key = deidentify && (await PatientKey.open(deidentify.keyFile, deidentify.passphrase))
  const namesOf = ({ elsewhere }: Found): string[] => {
    const { instance = '' } = elsewhere ?? {}
    return instance === '' ? [] : [instance, ...(key ? [key.uid(instance)] : [])]
  }
  const rows = await framesNamed(study, [...new Set(alone.flatMap(namesOf))])
  return alone.flatMap((item) => {
    const names = namesOf(item)
    const frame = item.elsewhere?.frame
    return rows
      .filter((row) => names.includes(row.instance) && (frame === undefined || row.number === frame))
      .map((row) => ({ item, frame: row }))
  })
}

async function framesNamed({ store: { db } }: OpenStudy, names: readonly string[]) {
  const instance = sql<string>`json_extract(dicom_source.attributes, '$.uids.instance')`
  const found = []
  for (let at = 0; at < names.length; at += AT_ONCE) {
    const rows = await framesOfPatients(db)
      .innerJoin('dicom_source', 'dicom_source.frame_id', 'frame.id')
      .select(['frame.name', 'frame.sha256', 'frame.extension', 'frame.width', 'frame.height'])
      .select(['patient.code as patient', 'examination.code as examination', 'frame.place', 'frame.modality'])
      .select([
        instance.as('instance'),
        sql<number>`json_extract(dicom_source.attributes, '$.frame')`.as('number'),
      ])
      .where(instance, 'in', names.slice(at, at + AT_ONCE))
      .execute()
    found.push(...rows)
  }
  return found
}

/** Frames that are there already, each with the mask that came for it. */
export async function* readMatched(
  study: OpenStudy,
  matched: readonly Matched[],
  rule: MaskRule,
): AsyncGenerator<{ frame?: Incoming; rejected: readonly Rejected[] }> {
  for (const { item, frame } of matched) {
    try {
      const bytes = await readOriginal(study.store.folder, frame.sha256, frame.extension)
      yield await withMask({ ...frame, path: item.path, bytes }, item, rule)
    } catch (error) {
      yield { rejected: filesOf(item).map((path) => ({ path, reason: refusalOf(error) })) }
    }
  }
}

/** Why files of masks stay outside, each file once: all that is in them, or what is of frames that are nowhere. */
export function refusalsOf(alone: readonly Found[], taken: readonly Found[]): Rejected[] {
  const used = new Set(taken.flatMap(filesOf))
  const left = new Set(alone.flatMap(filesOf))
  return [...left].map((path) => ({
    path,
    reason: reasonOf(used.has(path) ? 'segmentationPartlyAlone' : 'segmentationAlone'),
  }))
}

/** The same before there is a study to look into. */
export const toldOfAlone = (alone: readonly Found[]): Rejected[] =>
  [...new Set(alone.flatMap(filesOf))].map((path) => ({ path, reason: reasonOf('segmentationElsewhere') }))

const filesOf = ({ path, mask }: Found): readonly string[] => mask?.files ?? (mask ? [path] : [])
