import { parse } from 'node:path'
import type { Mask } from '../../../shared/domain/mask.ts'
import { decodeMask } from '../../../shared/domain/rle.ts'
import { nameForWindows } from '../../files/windowsName.ts'
import { LabelService } from '../labels/LabelService.ts'
import { readOriginal } from '../store/frameFiles.ts'
import { framesOfPatients } from '../store/framesOfPatients.ts'
import type { OpenStudy } from '../study/OpenStudy.ts'
import type { ExportOptions } from './ExportOptions.ts'
import type { Outgoing } from './exporters/Exporter.ts'

/** Frames read at a time. */
const AT_ONCE = 500

/** Reads the chosen frames one after the other, each with its mask; one that cannot be read comes as its error. */
export async function* outgoing(
  study: OpenStudy,
  ids: readonly number[],
  options: Pick<ExportOptions, 'pseudonyms' | 'layer'>,
): AsyncGenerator<Outgoing | { name: string; error: unknown }> {
  const taken = new Set<string>()
  const patients = new Map<string, string>()
  const { folder } = study.store
  for (let at = 0; at < ids.length; at += AT_ONCE) {
    const some = ids.slice(at, at + AT_ONCE)
    const rows = await framesWith(study, some)
    const layers = await layersOf(study, some, options.layer)
    for (const row of rows) {
      try {
        const patient = options.pseudonyms ? numbered(patients, row.patient) : row.patient
        const examination = options.pseudonyms
          ? numbered(patients, row.examination, row.patient)
          : row.examination
        const name = options.pseudonyms ? `${patient}-${examination}-${row.place + 1}` : parse(row.name).name
        yield {
          ...row,
          patient,
          examination,
          stem: unique(taken, fileName(name), fileName(`${patient}-${examination}-${name}`)),
          mask: await maskOf(study, layers.get(row.id)),
          image: () => readOriginal(folder, row.sha256, row.extension),
        }
      } catch (error) {
        yield { name: row.name, error }
      }
    }
  }
}

async function framesWith({ store: { db } }: OpenStudy, ids: readonly number[]) {
  const rows = await framesOfPatients(db)
    .leftJoin('dicom_source', 'dicom_source.frame_id', 'frame.id')
    .select([
      'frame.id',
      'frame.name',
      'frame.sha256',
      'frame.extension',
      'patient.code as patient',
      'patient.split',
      'examination.code as examination',
      'frame.place',
      'frame.modality',
      'frame.width',
      'frame.height',
      'frame.captured_on as capturedOn',
      'dicom_source.attributes as dicom',
    ])
    .where('frame.id', 'in', [...ids])
    .execute()
  const byId = new Map(rows.map((row) => [row.id, row]))
  return ids.flatMap((id) => byId.get(id) ?? [])
}

async function maskOf(study: OpenStudy, layer: number | undefined): Promise<Mask | undefined> {
  return layer === undefined ? undefined : decodeMask((await LabelService.mask(study, layer)).bytes)
}

/** The layers whose masks go out, by frame: `reader` stands for the label, `reference` for itself, else a model's id. */
async function layersOf(
  study: OpenStudy,
  frames: readonly number[],
  wanted: string,
): Promise<ReadonlyMap<number, number>> {
  if (wanted === 'reader') return LabelService.labels(study, frames)
  const rows = await study.store.db
    .selectFrom('layer')
    .select(['id', 'frame_id'])
    .where('frame_id', 'in', [...frames])
    .where((eb) =>
      wanted === 'reference'
        ? eb('kind', '=', 'reference')
        : eb.and([eb('kind', '=', 'model'), eb('author', '=', wanted)]),
    )
    // Of several the first stays: merged studies bring a second reference.
    .orderBy('id', 'desc')
    .execute()
  return new Map(rows.map(({ id, frame_id }) => [frame_id, id]))
}

/** A running number for each name met; examinations count within their patient. */
function numbered(known: Map<string, string>, name: string, within = ''): string {
  const key = `${within}\u001f${name}`
  const before = known.get(key)
  if (before !== undefined) return before
  const count = Number(known.get(`count of ${within}`) ?? 0) + 1
  known.set(`count of ${within}`, String(count))
  const code = within === '' ? `P${String(count).padStart(5, '0')}` : String(count)
  known.set(key, code)
  return code
}

/** A name that every file system takes, on whatever machine it is written: exports travel. */
const fileName = (name: string) =>
  nameForWindows(
    name
      .replace(/[^\p{L}\p{N}._ -]/gu, '_')
      .replace(/^\.+/, '_')
      .slice(0, 120),
  ) || 'frame'

function unique(taken: Set<string>, short: string, long: string): string {
  let stem = short
  for (let n = 2; taken.has(stem.toLowerCase()); n++) stem = n === 2 ? long : `${long}-${n}`
  taken.add(stem.toLowerCase())
  return stem
}
