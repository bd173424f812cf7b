import { Failure } from '../../../shared/contract/failure.ts'
import type { Queued } from '../../../shared/contract/queue.ts'
import { framesOfPatients } from '../store/framesOfPatients.ts'
import { idOfModelInUse } from '../store/modelInUse.ts'
import type { OpenStudy } from '../study/OpenStudy.ts'
import { listed } from './listed.ts'
import { strategies } from './strategies/index.ts'
import type { Candidate } from './survey/Candidate.ts'
import { knownOf } from './survey/Known.ts'
import { survey } from './survey/survey.ts'
import { workTimeOf } from './survey/workTime.ts'
import { reasonsFor } from './why.ts'

/** Which frames to label next, the most valuable first. */
export const QueueService = {
  next,
  /** Names of the strategies with what each prefers, the usual one first. */
  strategies: strategies.map(({ name, sentence }) => ({ name, sentence })),
}

/** The first frames of the queue, and how many frames wait. */
export interface Queue {
  readonly waiting: number
  readonly frames: readonly Queued[]
}

/**
 * The first frames of the queue by a strategy, the usual one where none is named, each with a reason. Never of validation or
 * test patients, which judge, none that is hidden, skipped or labelled, and no two that look alike. Empty where nothing is
 * left. Fails WRONG_USAGE for a strategy that there is not.
 */
async function next(study: OpenStudy, count: number, strategy = strategies[0]?.name): Promise<Queue> {
  const found = strategies.find(({ name }) => name === strategy)
  if (!found)
    throw new Failure('noSuchStrategy', {
      strategy: String(strategy),
      strategies: strategies.map(({ name }) => name),
    })
  const time = await workTimeOf(study)
  const model = await idOfModelInUse(study.store.db)
  const known = knownOf(study, model)
  const { candidates, labelled } = survey(study.index.all, known, time)
  const { looks } = known
  const list = listed(candidates, found.delays(candidates, labelled, looks), looks, count)
  const whys = reasonsFor(list, { candidates, labelled, looks }, found.says)
  const named = await namesOf(study, list)
  const frames = list.flatMap(({ id, modality, minutes }, i) => {
    const [name, why] = [named.get(id), whys[i]]
    return name && why ? [{ frame: id, ...name, modality, why, minutes }] : []
  })
  return { waiting: candidates.length, frames }
}

async function namesOf({ store: { db } }: OpenStudy, frames: readonly Candidate[]) {
  const rows = await framesOfPatients(db)
    .select(['frame.id', 'frame.name', 'patient.code as patient', 'examination.code as examination'])
    .where(
      'frame.id',
      'in',
      frames.map(({ id }) => id),
    )
    .execute()
  return new Map(rows.map(({ id, ...rest }) => [id, rest]))
}
