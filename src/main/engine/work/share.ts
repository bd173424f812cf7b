import { Failure } from '../../../shared/contract/failure.ts'
import type { ShareOfReader } from '../../../shared/contract/work.ts'
import { type Parcel, shareOut } from '../../../shared/domain/shareOut.ts'
import { failureOf } from '../store/sqliteFailure.ts'
import type { Call } from '../study/Call.ts'
import { mustWrite } from '../study/OpenStudy.ts'
import { writeAssignments } from './assign.ts'
import { type Examination, examinationsOf } from './examinations.ts'
import { mustBeReaders } from './readers.ts'

/** How work is shared out; see the contract. */
export interface ShareWish {
  readonly readers: readonly string[]
  /** Per cent. */
  readonly overlap: number
  readonly due: string | null
  readonly onlyOpen: boolean
  readonly splitPatients: boolean
  readonly seed: number
  readonly preview: boolean
}

/** Shares out the examinations that nobody reads yet. Fails WRONG_USAGE, READ_ONLY, DISK_FULL. */
export async function share(call: Call, wish: ShareWish): Promise<ShareOfReader[]> {
  const { study, actor } = call
  if (!wish.preview) mustWrite(study)
  const readers = [...new Set(wish.readers)]
  await mustBeReaders(study, readers)
  if (wish.overlap > 0 && readers.length < 2) throw new Failure('twoReadersNeeded')
  const free = examinationsOf(study).filter(
    ({ id, readers: has, open }) =>
      has.length === 0 && study.index.reviews.signerOf(id) === undefined && (!wish.onlyOpen || open > 0),
  )
  if (free.length === 0) throw new Failure('nothingToShare')
  const shares = shareOut(parcelsOf(free, wish.splitPatients), {
    readers,
    overlap: wish.overlap / 100,
    seed: wish.seed,
  })
  if (!wish.preview) {
    const given = shares.map(({ reader, parcels }) => ({
      reader,
      examinations: parcels.flatMap(({ examinations }) => examinations),
    }))
    try {
      await study.store.db.transaction().execute((db) => writeAssignments(db, actor.name, given, wish.due))
    } catch (error) {
      throw failureOf(error)
    }
    study.index.forgetReviews()
    study.changes.send({ what: 'review' })
  }
  const patientOf = new Map(free.map(({ id, patient }) => [id, patient]))
  return shares.map(({ reader, parcels }) => {
    const examinations = parcels.flatMap((parcel) => parcel.examinations)
    return {
      reader,
      patients: new Set(examinations.map((id) => patientOf.get(id))).size,
      examinations: examinations.length,
      frames: parcels.reduce((sum, { open }) => sum + open, 0),
    }
  })
}

function parcelsOf(examinations: readonly Examination[], splitPatients: boolean): Parcel[] {
  if (splitPatients) return examinations.map(({ id, open }) => ({ examinations: [id], open }))
  return [...Map.groupBy(examinations, ({ patient }) => patient).values()].map((own) => ({
    examinations: own.map(({ id }) => id),
    open: own.reduce((sum, { open }) => sum + open, 0),
  }))
}
