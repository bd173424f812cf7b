import { Failure } from '../../../shared/contract/failure.ts'
import { maskBetween } from '../../../shared/domain/interpolate.ts'
import type { Call } from '../study/Call.ts'
import type { OpenStudy } from '../study/OpenStudy.ts'
import { changeMask } from './changeMask.ts'
import { newestMaskOf } from './newestMask.ts'

interface SequenceFrame {
  readonly id: number
  readonly examination_id: number
  readonly place: number
  readonly width: number
  readonly height: number
}

/**
 * Fills the frames between two painted ones of an examination with masks in between, where the reader has painted
 * nothing. Returns the frames filled. Fails NOTHING_BETWEEN, FRAME_NOT_FOUND, READ_ONLY, DISK_FULL.
 */
export async function interpolate(call: Call, one: number, other: number): Promise<number[]> {
  const { study } = call
  const [a, b] = [await frameOf(study, one), await frameOf(study, other)]
  if (a.examination_id !== b.examination_id) throw new Failure('ofTwoExaminations')
  const [first, second] = a.place <= b.place ? [a, b] : [b, a]
  const [from, to] = [await maskOf(call, first), await maskOf(call, second)]
  if (!from || !to) throw new Failure('masksNeeded')
  if (from.width !== to.width || from.height !== to.height) throw new Failure('sizesDiffer')
  const between = await framesBetween(study, first, second)
  const filled: number[] = []
  for (const { id, place, width, height } of between) {
    if (width !== from.width || height !== from.height || (await maskOf(call, { id }))) continue
    const mask = maskBetween(from, to, (place - first.place) / (second.place - first.place))
    const edit = {
      frame: id,
      base: 0,
      action: 'interpolate',
      origin: 'stroke',
      made: 'interpolated',
    } as const
    if (await isFilled(changeMask(call, edit, () => mask))) filled.push(id)
  }
  if (filled.length === 0) throw new Failure('noneBetween')
  return filled
}

/** False where the reader has painted the frame meanwhile: theirs stays. */
const isFilled = (saved: Promise<unknown>): Promise<boolean> =>
  saved.then(
    () => true,
    (error: unknown) => {
      if (error instanceof Failure && error.reason.name === 'changedElsewhere') return false
      throw error
    },
  )

async function frameOf({ store: { db } }: OpenStudy, id: number): Promise<SequenceFrame> {
  const row = await db
    .selectFrom('frame')
    .select(['id', 'examination_id', 'place', 'width', 'height'])
    .where('id', '=', id)
    .executeTakeFirst()
  if (!row) throw new Failure('frameGone')
  return row
}

const framesBetween = ({ store: { db } }: OpenStudy, first: SequenceFrame, second: SequenceFrame) =>
  db
    .selectFrom('frame')
    .select(['id', 'place', 'width', 'height'])
    .where('examination_id', '=', first.examination_id)
    .where('place', '>', first.place)
    .where('place', '<', second.place)
    .orderBy('place')
    .execute()

const maskOf = ({ study, actor }: Call, { id }: { readonly id: number }) =>
  newestMaskOf(study.store.db, { frame: id, kind: 'reader', author: actor.name })
