import sharp from 'sharp'
import type { ImportPreview } from '../../../shared/contract/study.ts'
import type { Session } from '../Session.ts'
import { templatesOf } from './deviceTemplates.ts'
import type { Found, ImportOptions, Rejected } from './Incoming.ts'
import { inOrder } from './inOrder.ts'
import type { Look } from './look.ts'
import { readFound } from './readFound.ts'
import { drawSplits } from './splits.ts'
import { strataOf } from './strata.ts'

/** So many images are opened for a preview, spread over all. */
const LOOKED_AT = 24
const PATIENTS_SHOWN = 500
const STILL = 160

/** What an import would bring: patients and their splits, masks, lights, and what is wrong with a sample of the files. */
export async function previewOf(
  session: Session,
  found: readonly Found[],
  rejected: readonly Rejected[],
  options: ImportOptions,
): Promise<ImportPreview> {
  const known = await session.store.db.selectFrom('patient').select(['code', 'split']).execute()
  const splitOf = new Map(known.map((p) => [p.code, p.split]))
  const patients = new Map<string, { frames: number; masks: number; said: Found['split'] }>()
  for (const { patient, mask, split } of found) {
    const entry = patients.get(patient) ?? { frames: 0, masks: 0, said: split }
    entry.frames++
    if (mask) entry.masks++
    patients.set(patient, entry)
  }
  const undecided = [...patients].flatMap(([code, { said }]) => (splitOf.has(code) || said ? [] : [code]))
  const count = (split: string) => known.filter((p) => p.split === split).length
  const drawn = drawSplits(
    undecided,
    {
      train: count('train'),
      validation: count('validation'),
      test: count('test'),
    },
    strataOf(found, session.classes),
  )
  const step = Math.max(1, Math.floor(found.length / LOOKED_AT))
  const sample = found.filter((_, i) => i % step === 0).slice(0, LOOKED_AT)
  const templates = await templatesOf(session)
  const problems = [...rejected]
  const contactSheet: ImportPreview['contactSheet'] = []
  const lights = { NBI: 0, WLI: 0, other: 0 }
  for await (const read of inOrder(sample, 4, (item) =>
    readFound(item, session.classes, options, templates),
  )) {
    problems.push(...read.rejected)
    if (!read.frame || !read.look) continue
    lights[read.frame.modality]++
    contactSheet.push({ name: read.frame.name, picture: await stillOf(read.look) })
  }
  return {
    frames: found.length,
    masks: found.filter((f) => f.mask).length,
    lookedAt: sample.length,
    lights,
    contactSheet,
    problems: problems.slice(0, 50),
    patientCount: patients.size,
    patients: [...patients].slice(0, PATIENTS_SHOWN).map(([patient, { frames, masks, said }]) => ({
      patient,
      frames,
      masks,
      isNew: !splitOf.has(patient),
      split: splitOf.get(patient) ?? said ?? drawn.get(patient) ?? 'train',
    })),
    examples: sample.map(({ path, patient, examination, mask }) => ({
      path,
      patient,
      examination,
      mask: mask?.path ?? null,
    })),
  }
}

async function stillOf({ small: { data, width, height } }: Look): Promise<string> {
  const picture = sharp(data, { raw: { width, height, channels: 3 } }).resize(STILL, STILL, { fit: 'inside' })
  return (await picture.jpeg({ quality: 75 }).toBuffer()).toString('base64')
}
