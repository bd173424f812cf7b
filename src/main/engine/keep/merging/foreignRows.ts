import * as z from 'zod'
import { Failure } from '../../../../shared/contract/failure.ts'
import { labelClass } from '../../../../shared/contract/study.ts'
import { IGNORE } from '../../../../shared/domain/labelClass.ts'
import type { Mask } from '../../../../shared/domain/mask.ts'
import { decodeMask, sizeOfMask } from '../../../../shared/domain/rle.ts'
import { sha256 } from '../../../files/durableFile.ts'
import { classesOf } from '../../store/classes.ts'
import { framesOfPatients } from '../../store/framesOfPatients.ts'
import type { ForeignStudy } from '../../store/upkeep/foreignCopy.ts'

/** A name as people or files give it: one line, no longer than a file's. */
export const name = z
  .string()
  .min(1)
  .max(255)
  .regex(/^[^\p{Cc}]*$/u)
export const count = z.number().int().min(0)
const side = z.number().int().min(1).max(65_500)
export const hash = z.string().regex(/^[0-9a-f]{64}$/)
const day = z.iso.date()
const json = z
  .string()
  .max(1_000_000)
  .refine((text) => {
    try {
      return typeof JSON.parse(text) === 'object'
    } catch {
      return false
    }
  })

const frame = z.object({
  id: count,
  sha256: hash,
  extension: z.enum(['png', 'jpg', 'webp']),
  name,
  modality: z.enum(['NBI', 'WLI', 'other']),
  modality_confidence: z.number().min(0).max(1),
  width: side,
  height: side,
  bytes: count,
  place: count,
  likeness: z
    .string()
    .regex(/^[0-9a-f]{16}$/)
    .nullable(),
  captured_on: day.nullable(),
  lesion: name.nullable(),
  patient: name,
  split: z.enum(['train', 'validation', 'test']),
  examination: name,
  device: name.nullable(),
  dicom: json.nullable(),
})
export type ForeignFrame = z.infer<typeof frame>

const layer = z.object({
  id: count,
  kind: z.enum(['reader', 'reference']),
  author: name,
  frame: hash,
  width: side,
  height: side,
  mask: z.instanceof(Uint8Array),
  sha256: hash,
  label: count.nullable(),
})
export type ForeignLayer = z.infer<typeof layer>

const veto = z.object({
  id: count,
  frame: hash,
  width: side,
  height: side,
  mask: z.instanceof(Uint8Array).nullable(),
  sha256: hash.nullable(),
  reader: name,
  at: z.iso.datetime(),
})
export type ForeignVeto = z.infer<typeof veto>

const note = z.object({ frame: hash, text: z.string().max(100_000), reader: name, at: z.iso.datetime() })
const tag = z.object({ frame: hash, name })

/** What another study holds, each value checked: whoever made it may have written anything anywhere. Fails STUDY_DAMAGED. */
export async function classesIn({ db }: ForeignStudy) {
  return checked('setting', labelClass, await classesOf(db).catch(() => [undefined]))
}

export async function framesIn({ db }: ForeignStudy): Promise<ForeignFrame[]> {
  const rows = await framesOfPatients(db)
    .leftJoin('device', 'device.id', 'frame.device_id')
    .leftJoin('dicom_source', 'dicom_source.frame_id', 'frame.id')
    .selectAll('frame')
    .select(['patient.code as patient', 'patient.split', 'examination.code as examination'])
    .select(['device.name as device', 'dicom_source.attributes as dicom'])
    .orderBy('frame.id')
    .execute()
  return checked('frame', frame, rows)
}

/** Layers of readers and references; their masks are asked for one by one. */
export async function layersIn({ db }: ForeignStudy): Promise<{ id: number }[]> {
  return db.selectFrom('layer').select('id').where('kind', '!=', 'model').orderBy('id').execute()
}

/** A layer with its newest mask; undefined for one without any. */
export async function layerIn({ db }: ForeignStudy, id: number): Promise<ForeignLayer | undefined> {
  const rows = await db
    .selectFrom('layer')
    .innerJoin('frame', 'frame.id', 'layer.frame_id')
    .innerJoin('revision', 'revision.layer_id', 'layer.id')
    .select([
      'layer.id',
      'layer.kind',
      'layer.author',
      'frame.sha256 as frame',
      'frame.width',
      'frame.height',
    ])
    .select(['frame.label_layer as label', 'revision.mask', 'revision.sha256'])
    .where('layer.id', '=', id)
    .orderBy('revision.number', 'desc')
    .limit(1)
    .execute()
  return checked('layer', layer, rows)[0]
}

export async function notesIn({ db }: ForeignStudy) {
  const rows = await db
    .selectFrom('note')
    .innerJoin('frame', 'frame.id', 'note.frame_id')
    .select(['frame.sha256 as frame', 'note.text', 'note.reader', 'note.at'])
    .execute()
  return checked('note', note, rows)
}

export async function tagsIn({ db }: ForeignStudy) {
  const rows = await db
    .selectFrom('frame_tag')
    .innerJoin('tag', 'tag.id', 'frame_tag.tag_id')
    .innerJoin('frame', 'frame.id', 'frame_tag.frame_id')
    .select(['frame.sha256 as frame', 'tag.name'])
    .execute()
  return checked('tag', tag, rows)
}

/** What is ruled out of learning there by now. */
export async function vetoesIn({ db }: ForeignStudy): Promise<ForeignVeto[]> {
  const rows = await db
    .selectFrom('veto')
    .innerJoin('frame', 'frame.id', 'veto.frame_id')
    .select(['veto.id', 'veto.mask', 'veto.sha256', 'veto.reader', 'veto.at'])
    .select(['frame.sha256 as frame', 'frame.width', 'frame.height'])
    .where('veto.id', 'not in', ({ selectFrom }) => selectFrom('veto_taken_back').select('veto_id'))
    .orderBy('veto.id')
    .execute()
  return checked('veto', veto, rows)
}

/** The region of a veto, null for the whole frame; checked as a layer's mask is. Fails STUDY_DAMAGED. */
export function regionIn({ id, mask, sha256: said, width, height }: ForeignVeto): Mask | null {
  if (mask === null) return null
  const region = soundMask({ table: 'veto', id, mask, said: said ?? '', width, height }, 2)
  if (region.data.includes(1) && !region.data.includes(IGNORE)) return region
  throw new Failure('mergeRefused', { table: 'veto', row: String(id) })
}

/** A layer's mask; nothing is decoded before its size is known to be its frame's. Fails STUDY_DAMAGED. */
export const maskIn = ({ id, mask, sha256: said, width, height }: ForeignLayer, classes: number): Mask =>
  soundMask({ table: 'revision', id, mask, said, width, height }, classes)

interface ForeignMask extends Pick<ForeignLayer, 'id' | 'mask' | 'width' | 'height'> {
  readonly table: string
  /** The sha256 that stands beside it. */
  readonly said: string
}

function soundMask({ table, id, mask, said, width, height }: ForeignMask, classes: number): Mask {
  try {
    const bytes = new Uint8Array(mask)
    const size = sizeOfMask(bytes)
    if (sha256(bytes) === said && size.width === width && size.height === height) {
      const decoded = decodeMask(bytes)
      if (decoded.data.every((value) => value < classes || value === IGNORE)) return decoded
    }
  } catch {
    // Told below.
  }
  throw new Failure('mergeRefused', { table, row: String(id) })
}

/** Rows of a table, each value of the shape it must have. Fails STUDY_DAMAGED. */
export function checked<T extends z.ZodType>(
  table: string,
  shape: T,
  rows: readonly unknown[],
): z.infer<T>[] {
  return rows.map((row, index) => {
    const read = shape.safeParse(row)
    if (read.success) return read.data
    const { id } = (row ?? {}) as { id?: unknown }
    throw new Failure('mergeRefused', { table, row: String(id ?? index + 1) })
  })
}
