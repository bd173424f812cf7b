import { Failure } from '../../../shared/contract/failure.ts'
import { record } from '../store/audit.ts'
import { mustNotBeSigned } from '../store/review/signed.ts'
import type { Call } from '../study/Call.ts'
import { mustWrite, type OpenStudy } from '../study/OpenStudy.ts'

/** What the canvas shows beside a frame: the same lesion in another light, and what a pixel measures. */
export async function besides(
  { store: { db } }: OpenStudy,
  id: number,
): Promise<{ linked: number[]; mmPerPixel: number | null }> {
  const linked = await db
    .selectFrom('frame as own')
    .innerJoin('frame as other', 'other.lesion', 'own.lesion')
    .select('other.id')
    .where('own.id', '=', id)
    .where('other.id', '!=', id)
    .orderBy('other.id')
    .execute()
  const row = await db
    .selectFrom('calibration')
    .select('mm_per_pixel')
    .where('frame_id', '=', id)
    .executeTakeFirst()
  return { linked: linked.map((other) => other.id), mmPerPixel: row?.mm_per_pixel ?? null }
}

/** Writes down what a pixel of a frame measures; null takes it back. */
export async function calibrate(
  { study, actor }: Call,
  id: number,
  mmPerPixel: number | null,
): Promise<void> {
  mustWrite(study)
  const { store, changes } = study
  await store.db.transaction().execute(async (db) => {
    const frame = await db.selectFrom('frame').select('id').where('id', '=', id).executeTakeFirst()
    if (!frame) throw new Failure('frameGone')
    await mustNotBeSigned(db, id)
    const values = { mm_per_pixel: mmPerPixel ?? 0, reader: actor.name, at: new Date().toISOString() }
    if (mmPerPixel === null) await db.deleteFrom('calibration').where('frame_id', '=', id).execute()
    else
      await db
        .insertInto('calibration')
        .values({ frame_id: id, ...values })
        .onConflict((c) => c.column('frame_id').doUpdateSet(values))
        .execute()
    await record(db, {
      actor: actor.name,
      action: 'calibrate',
      subject: `frame:${id}`,
      detail: { mmPerPixel },
    })
  })
  changes.send({ what: 'calibration', frames: [id] })
}
