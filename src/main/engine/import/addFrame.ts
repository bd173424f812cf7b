import type { Split } from '../../../shared/contract/frames.ts'
import { sha256 } from '../../files/durableFile.ts'
import { LabelService } from '../labels/LabelService.ts'
import type { Session } from '../Session.ts'
import { record } from '../store/audit.ts'
import { storeOriginal } from '../store/frameFiles.ts'
import type { Found, Incoming } from './Incoming.ts'
import { drawSplits } from './splits.ts'

/** Makes the patients that are new, each with its split for good. */
export async function addPatients(
  { store: { db } }: Session,
  places: readonly Pick<Found, 'patient' | 'split'>[],
): Promise<void> {
  const known = await db.selectFrom('patient').select(['code', 'split']).execute()
  const codes = new Set(known.map((p) => p.code))
  const count = (split: Split) => known.filter((p) => p.split === split).length
  const fresh = [
    ...new Map(places.filter((p) => !codes.has(p.patient)).map((p) => [p.patient, p.split])).entries(),
  ]
  const undecided = fresh.filter(([, split]) => split === undefined).map(([code]) => code)
  const drawn = drawSplits(undecided, {
    train: count('train'),
    validation: count('validation'),
    test: count('test'),
  })
  const created_at = new Date().toISOString()
  const rows = fresh.map(([code, split]) => ({ code, split: split ?? drawn.get(code)!, created_at }))
  for (let i = 0; i < rows.length; i += 500) {
    await db
      .insertInto('patient')
      .values(rows.slice(i, i + 500))
      .execute()
  }
}

/**
 * Adds one frame: its file first, durable under its content's name, then its rows in one transaction. A crash in
 * between leaves a file that the next import of the same frame adopts.
 */
export async function addFrame(
  { store: { db, folder }, reader }: Session,
  frame: Incoming,
): Promise<{ duplicate: boolean; mask: boolean }> {
  const hash = sha256(frame.bytes)
  await storeOriginal(folder, frame.bytes, hash, frame.extension)
  return db.transaction().execute(async (transaction) => {
    const known = await transaction
      .selectFrom('frame')
      .select('id')
      .where('sha256', '=', hash)
      .executeTakeFirst()
    const patient = await transaction
      .selectFrom('patient')
      .select('id')
      .where('code', '=', frame.patient)
      .executeTakeFirstOrThrow()
    const key = { patient_id: patient.id, code: frame.examination }
    await transaction
      .insertInto('examination')
      .values(key)
      .onConflict((c) => c.doNothing())
      .execute()
    const examination = await transaction
      .selectFrom('examination')
      .select('id')
      .where((eb) => eb.and(key))
      .executeTakeFirstOrThrow()
    const { name, modality, width, height, place, extension } = frame
    const id =
      known?.id ??
      (
        await transaction
          .insertInto('frame')
          .values({
            examination_id: examination.id,
            sha256: hash,
            extension,
            name,
            modality,
            width,
            height,
            bytes: frame.bytes.length,
            place,
            added_at: new Date().toISOString(),
          })
          .returning('id')
          .executeTakeFirstOrThrow()
      ).id
    const mask = frame.mask !== undefined && !(await hasMask(id))
    if (mask && frame.mask) {
      const { kind, data } = frame.mask
      await LabelService.store(
        transaction,
        { frame: id, kind, author: kind === 'reader' ? reader : 'reference' },
        data,
        'import',
      )
    }
    if (!known || mask) {
      await record(transaction, {
        actor: reader,
        action: 'import',
        subject: `frame:${id}`,
        detail: { name, sha256: hash, mask },
      })
    }
    return { duplicate: known !== undefined, mask }

    async function hasMask(frameId: number): Promise<boolean> {
      const row = await transaction
        .selectFrom('layer')
        .select('id')
        .where('frame_id', '=', frameId)
        .where('kind', '!=', 'model')
        .executeTakeFirst()
      return row !== undefined
    }
  })
}
