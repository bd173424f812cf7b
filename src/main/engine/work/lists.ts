import type { FrameVerdict } from '../../../shared/contract/frameReview.ts'
import { worklists } from '../../../shared/domain/worklists.ts'
import { framesOfPatients } from '../store/framesOfPatients.ts'
import type { Call } from '../study/Call.ts'
import { firstDue } from './dueDays.ts'
import { examinationsOf, isReady } from './examinations.ts'
import { lastReturns } from './verdicts.ts'

/** Frames that came back and are told one by one. */
const TOLD = 50

/** What waits for whoever asks; see the contract. */
export async function lists(call: Call) {
  const { study, actor } = call
  const { index } = study
  const [mine = 0, returned = 0, toReview = 0, toSettle = 0] = worklists.map((work) =>
    index.count({ work }, actor.name),
  )
  const examinations = examinationsOf(study)
  const toSign = examinations.filter(
    ({ id, counts }) => isReady(counts) && index.reviews.signerOf(id) === undefined,
  ).length
  const cameBack = await returnsOf(call, index.ids({ work: 'returned' }, undefined, 0, TOLD, actor.name))
  return { mine, returned, toReview, toSettle, toSign, ...(await dueOf(call)), cameBack }
}

/** When whoever asks should be through with what they have not submitted yet. */
async function dueOf({ study, actor }: Call) {
  const { index } = study
  const waiting = new Set(
    [...index.ids({ work: 'mine' }, undefined, 0, Infinity, actor.name)].flatMap(
      (frame) => index.placed(frame)?.examination ?? [],
    ),
  )
  const days = await study.store.db
    .selectFrom('assignment')
    .select(['examination_id', 'due'])
    .where('reader', '=', actor.name)
    .execute()
  return firstDue(days.flatMap(({ examination_id: id, due }) => (waiting.has(id) ? [due] : [])))
}

async function returnsOf(
  { study, actor }: Call,
  frames: readonly number[],
): Promise<(FrameVerdict & { frame: number; name: string; patient: string })[]> {
  if (frames.length === 0) return []
  const rows = await framesOfPatients(study.store.db)
    .select(['frame.id', 'frame.name', 'patient.code as patient'])
    .where('frame.id', 'in', [...frames])
    .execute()
  const byId = new Map(rows.map(({ id, ...row }) => [id, row]))
  const said = await lastReturns(study.store.db, frames, actor.name)
  return said
    .flatMap(({ frame, ...verdict }) => {
      const row = byId.get(frame)
      return row ? [{ frame, ...row, ...verdict }] : []
    })
    .sort((a, b) => b.at.localeCompare(a.at))
}
