import { Failure } from '../../../shared/contract/failure.ts'
import type { Queued } from '../../../shared/contract/queue.ts'
import { framesOfPatients } from '../store/framesOfPatients.ts'
import { idOfModelInUse } from '../store/modelInUse.ts'
import type { OpenStudy } from '../study/OpenStudy.ts'
import { listed } from './listed.ts'
import { blend } from './strategies/blend.ts'
import { strategies } from './strategies/index.ts'
import { ofClass } from './strategies/ofClass.ts'
import type { Strategy } from './strategies/Strategy.ts'
import type { Candidate, Labelled } from './survey/Candidate.ts'
import { knownOf } from './survey/Known.ts'
import { type Appearance, Looks } from './survey/Looks.ts'
import { survey } from './survey/survey.ts'
import { workTimeOf } from './survey/workTime.ts'
import { reasonsFor } from './why.ts'

export type { Appearance, Candidate, Labelled, Strategy }

/** Which frames to label next, the most valuable first. */
export const QueueService = {
  among,
  next,
  nextOfClass,
  strategyNamed,
  /** Names of the strategies with what each prefers, the usual one first. */
  strategies: strategies.map(({ name, sentence }) => ({ name, sentence })),
}

/** The first frames of the queue, and how many frames wait. */
export interface Queue {
  readonly waiting: number
  readonly frames: readonly Queued[]
}

/**
 * The first frames of the queue by a strategy, the usual one where none is given, each with a reason. Never of validation or
 * test patients, which judge, none that is hidden, skipped or labelled, and no two that look alike. Empty where nothing is
 * left. `reader`: who asks, where that decides what they may know of a frame.
 */
async function next(
  study: OpenStudy,
  count: number,
  strategy: Strategy = blend,
  reader?: string,
): Promise<Queue> {
  const time = await workTimeOf(study)
  const model = await idOfModelInUse(study.store.db)
  const known = knownOf(study, model)
  const { candidates, labelled } = survey(study.index.seenBy(reader), known, time)
  const { looks } = known
  const list = listed(candidates, strategy.delays(candidates, labelled, looks), looks, count)
  const usual = reasonsFor(list, { candidates, labelled, looks }, strategy.says)
  const whys = list.map((frame, i) => strategy.reason?.(frame, labelled) ?? usual[i])
  const named = await namesOf(study, list)
  const frames = list.flatMap(({ id, modality, minutes }, i) => {
    const [name, why] = [named.get(id), whys[i]]
    return name && why ? [{ frame: id, ...name, modality, why, minutes }] : []
  })
  return { waiting: candidates.length, frames }
}

/**
 * What a strategy takes first of frames that belong to no study, by the same rules; fewer than were wanted where those that
 * are left look like it.
 */
function among(
  candidates: readonly Candidate[],
  labelled: Labelled,
  appearance: Appearance,
  { strategy, count }: { readonly strategy: Strategy; readonly count: number },
): Candidate[] {
  const looks = new Looks(appearance)
  return listed(candidates, strategy.delays(candidates, labelled, looks), looks, count)
}

/** The same for more of one lesion class: where the model sees it, then what looks like it. Fails WRONG_USAGE for no class. */
async function nextOfClass(study: OpenStudy, count: number, lesion: number, reader?: string): Promise<Queue> {
  const { classes } = study
  if (!classes[lesion])
    throw new Failure('classUnknown', { name: String(lesion), classes: classes.map(({ name }) => name) })
  return next(study, count, ofClass(lesion), reader)
}

/** A strategy by its name. Fails WRONG_USAGE for one that there is not. */
function strategyNamed(name: string): Strategy {
  const found = strategies.find((strategy) => strategy.name === name)
  if (found) return found
  throw new Failure('noSuchStrategy', { strategy: name, strategies: strategies.map((each) => each.name) })
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
