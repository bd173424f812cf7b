import type { ExaminationWork, ReaderProgress } from '../../../shared/contract/work.ts'
import { stageOf } from '../../../shared/domain/stage.ts'
import { signedExaminations } from '../store/review/signed.ts'
import type { Catalogue } from '../store/schema.ts'
import type { Call } from '../study/Call.ts'
import type { OpenStudy } from '../study/OpenStudy.ts'
import { firstDue } from './dueDays.ts'
import { type Examination, examinationsOf, isReady } from './examinations.ts'

type Assignment = Pick<Catalogue['assignment'], 'examination_id' | 'reader' | 'due'>

/** Which of all examinations are asked for. */
export interface Asked {
  readonly search: string
  readonly only: 'all' | 'unassigned' | 'overdue' | 'ready' | 'signed'
  readonly offset: number
  readonly limit: number
}

const assignments = ({ store: { db } }: OpenStudy): Promise<Assignment[]> =>
  db.selectFrom('assignment').select(['examination_id', 'reader', 'due']).orderBy('id').execute()

/** A stretch of the examinations that are asked for, and how many there are. */
export async function examinations(
  { study }: Call,
  { search, only, offset, limit }: Asked,
): Promise<{ total: number; examinations: ExaminationWork[] }> {
  const given = Map.groupBy(await assignments(study), ({ examination_id: id }) => id)
  const signed = new Map(
    (await signedExaminations(study.store.db).execute()).map(({ examination, ...by }) => [examination, by]),
  )
  const wanted = search.trim().toLowerCase()
  const isNamed = ({ patient, code, readers }: Examination) =>
    wanted === '' || [patient, code, ...readers].some((name) => name.toLowerCase().includes(wanted))
  const passes = {
    all: () => true,
    unassigned: ({ readers, signed: by }: ExaminationWork) => readers.length === 0 && by === null,
    overdue: ({ isOverdue }: ExaminationWork) => isOverdue,
    ready: (one: ExaminationWork) => one.isReady && one.signed === null,
    signed: ({ signed: by }: ExaminationWork) => by !== null,
  }[only]
  const rows = examinationsOf(study)
    .filter(isNamed)
    .map((one) => toldOf(study, one, given.get(one.id) ?? [], signed.get(one.id) ?? null))
    .filter(passes)
  return { total: rows.length, examinations: rows.slice(offset, offset + limit) }
}

function toldOf(
  study: OpenStudy,
  { id, patient, code, counts, frames }: Examination,
  given: readonly Assignment[],
  signed: ExaminationWork['signed'],
): ExaminationWork {
  const { index } = study
  const facts = frames.flatMap((frame) => {
    const placed = index.placed(frame)
    return placed ? [index.reviews.factsOf(placed)] : []
  })
  const readers = given.map(({ reader, due }) => {
    const at = (stage: string) => facts.filter(({ readings }) => readings.get(reader) === stage).length
    return { name: reader, submitted: at('submitted'), returned: at('returned'), due }
  })
  const left = counts.frames - counts.skipped
  const late = readers.flatMap(({ submitted, due }) => (submitted < left && signed === null ? [due] : []))
  return {
    id,
    patient,
    examination: code,
    counts,
    readers,
    ...firstDue(late),
    isReady: isReady(counts),
    signed,
  }
}

/** How far each reader is with what they were given, and by when they should be through. */
export async function progress({ study }: Call): Promise<ReaderProgress[]> {
  const { index } = study
  const byId = new Map(examinationsOf(study).map((one) => [one.id, one]))
  const active = await lastActive(study)
  const of = Map.groupBy(await assignments(study), ({ reader }) => reader)
  return [...of]
    .map(([name, given]) => {
      const counts = { frames: 0, inProgress: 0, submitted: 0, returned: 0, accepted: 0 }
      const late: (string | null)[] = []
      for (const { examination_id: id, due } of given) {
        const examination = byId.get(id)
        if (!examination) continue
        let waits = false
        for (const frame of examination.frames) {
          const placed = index.placed(frame)
          if (!placed) continue
          const facts = index.reviews.factsOf(placed)
          const own = facts.readings.get(name)
          counts.frames++
          if (own !== undefined) counts[stageOf(facts) === 'accepted' ? 'accepted' : own]++
          if (own !== 'submitted') waits = true
        }
        if (waits && index.reviews.signerOf(id) === undefined) late.push(due)
      }
      return {
        name,
        examinations: given.length,
        ...counts,
        lastActive: active.get(name) ?? null,
        ...firstDue(late),
      }
    })
    .sort((a, b) => a.name.localeCompare(b.name))
}

/** When each reader last said or painted something. */
async function lastActive({ store: { db } }: OpenStudy): Promise<Map<string, string>> {
  const rows = await db
    .selectFrom('reading')
    .select((eb) => ['reader', eb.fn.max('at').as('at')])
    .groupBy('reader')
    .execute()
  return new Map(rows.map(({ reader, at }) => [reader, at]))
}
