import type { RoundSummary } from '../../../shared/contract/training.ts'
import type { BudgetPoint, LabelBudget, leftOutFor } from '../../../shared/contract/worth.ts'
import { ENOUGH_PATIENTS } from '../../../shared/domain/enoughPatients.ts'
import { patientsOf } from '../../../shared/domain/patientsOf.ts'
import type { FrameScore } from '../../../shared/trainer/protocol.ts'
import { LabelService } from '../labels/LabelService.ts'
import { ModelService } from '../models/ModelService.ts'
import { breather } from '../store/check/breathe.ts'
import { framesOfPatients } from '../store/framesOfPatients.ts'
import type { OpenStudy } from '../study/OpenStudy.ts'
import type { TrainingService } from '../training/TrainingService.ts'
import { expectedFrom, type Laws, lawsThrough } from './expected.ts'
import { heldClasses } from './heldClasses.ts'
import {
  byPatient,
  commonFrames,
  diceByClass,
  intervalOf,
  type JudgedPatient,
  lesionDice,
  patientsWithLesion,
  shareIn,
} from './judged.ts'
import { numbersOf } from './powerLaw.ts'

/** What labels are worth, from the rounds of a study. */
export const WorthService = { labelBudget }

/** Masks whose worth is told: about a day's work. */
const NEXT = 20
/** Rounds of so many numbers of labels say something of how the curve bends. */
const ENOUGH_ROUNDS = 3
/** Share of the newest round's judged frames that an earlier one must have been judged on by the same labels. */
const ALIKE = 0.8
/** An interval that is wider, in Dice, says nothing that anybody could plan by. */
const WIDE = 0.1

type Rounds = Pick<TrainingService, 'rounds' | 'learned'>

/** A finished round with its model as it was judged. */
interface Done {
  readonly round: RoundSummary
  readonly number: number
  readonly source: string | null
  readonly frames: readonly FrameScore[]
}

type Card = Pick<Done, 'number' | 'source' | 'frames'>
/** A model's card never changes, and holds every score of every frame: it is read once. */
const cards = new WeakMap<OpenStudy, Map<string, Card>>()

/** See the contract. Changes nothing. */
async function labelBudget(study: OpenStudy, training: Rounds): Promise<LabelBudget> {
  const { chosen, leftOut } = await comparable(study, await training.rounds())
  const common = commonFrames(chosen.map(({ frames }) => frames))
  const rounds = chosen
    .map((done, i) => ({
      ...done,
      labelled: done.round.labelled,
      frames: common[i] ?? [],
      patients: byPatient(common[i] ?? []),
    }))
    .sort((a, b) => a.labelled - b.labelled)
  const [{ frames } = { frames: [] }] = rounds
  const labelled = await labelledNow(study)
  const isJudged = patientsWithLesion(frames) >= ENOUGH_PATIENTS
  const { points, laws } = await measuredOf(study, training, rounds, isJudged)
  const numbers = numbersOf(points)
  const expected = laws && expectedFrom(rounds, laws, labelled, NEXT)
  const isWide = expected !== null && expected.next.interval[1] - expected.next.interval[0] > WIDE
  const untold =
    points.length === 0
      ? 'noRounds'
      : !isJudged
        ? 'fewPatients'
        : numbers < ENOUGH_ROUNDS
          ? 'fewRounds'
          : null
  return {
    labelled,
    points: [...points],
    frames: frames.length,
    patients: patientsOf(frames).length,
    leftOut,
    curve: expected?.curve ?? [],
    next: expected && !isWide ? expected.next : null,
    untold: isWide ? 'wide' : untold,
    moreRounds: isWide ? 1 : Math.max(0, ENOUGH_ROUNDS - numbers),
  }
}

/** What does not change with another label: told again as long as the rounds are the same. */
interface MeasuredRounds {
  readonly points: readonly BudgetPoint[]
  /** Null for too few rounds or patients. */
  readonly laws: Laws | null
}
const measured = new WeakMap<OpenStudy, MeasuredRounds & { readonly key: string }>()

type Point = Done & { readonly labelled: number; readonly patients: readonly JudgedPatient[] }

async function measuredOf(
  study: OpenStudy,
  training: Rounds,
  rounds: readonly Point[],
  isJudged: boolean,
): Promise<MeasuredRounds> {
  const key = JSON.stringify(rounds.map(({ round, frames }) => [round.id, frames.length]))
  const before = measured.get(study)
  if (before?.key === key) return before
  const rest = breather()
  const points: BudgetPoint[] = []
  for (const done of rounds) {
    points.push(...(await pointOf(study, training, done)))
    await rest()
  }
  const isEnough = isJudged && numbersOf(points) >= ENOUGH_ROUNDS
  const now = { key, points, laws: isEnough ? lawsThrough(rounds) : null }
  measured.set(study, now)
  return now
}

async function comparable(study: OpenStudy, rounds: readonly RoundSummary[]) {
  const leftOut: { run: string; why: (typeof leftOutFor)[number] }[] = []
  const chosen: Done[] = []
  for (const round of rounds.filter(({ state, model }) => state === 'finished' && model !== null)) {
    const done = await doneOf(study, round)
    const [newest] = chosen
    const why = whyNot(done, newest)
    if (why) leftOut.push({ run: round.id, why })
    else if (done) chosen.push(done)
  }
  return { chosen, leftOut }
}

/** Why a round is no point beside the newest that is one; undefined where it is. */
function whyNot(done: Done | undefined, newest: Done | undefined): (typeof leftOutFor)[number] | undefined {
  if (!done || done.round.labelled === 0 || lesionDice(done.frames) === null) return 'unjudged'
  if ((done.round.verdict?.alarms.length ?? 0) > 0) return 'unsound'
  if (!newest) return undefined
  if (settingsOf(done.round) !== settingsOf(newest.round)) return 'otherSettings'
  return shareIn(newest.frames, done.frames) < ALIKE ? 'otherLabels' : undefined
}

/** What decides on a result besides labels and chance. */
const settingsOf = ({ options: { method, preset, backbone, steps, size, batch } }: RoundSummary) =>
  JSON.stringify([method, preset, backbone, steps, size, batch])

async function doneOf(study: OpenStudy, round: RoundSummary): Promise<Done | undefined> {
  const known: Map<string, Card> = cards.get(study) ?? new Map()
  cards.set(study, known)
  const card = known.get(round.model ?? '') ?? (await cardOf(study, round.model ?? ''))
  if (!card) return undefined
  known.set(round.model ?? '', card)
  return { round, ...card }
}

async function cardOf({ store: { db } }: OpenStudy, model: string): Promise<Card | undefined> {
  const row = await db.selectFrom('model').selectAll().where('id', '=', model).executeTakeFirst()
  if (!row) return undefined
  const { number, source, scores } = ModelService.cardOf(row)
  return { number, source, frames: scores?.perFrame ?? [] }
}

async function pointOf(
  study: OpenStudy,
  training: Rounds,
  {
    round,
    number,
    source,
    labelled,
    patients,
  }: Done & {
    labelled: number
    patients: readonly JudgedPatient[]
  },
): Promise<BudgetPoint[]> {
  const dice = lesionDice(patients)
  if (dice === null) return []
  const learned = await training.learned(round.id)
  const held = learned && (await heldClasses(study, learned, study.classes.length))
  const perClass = diceByClass(patients).flatMap((of, c) => {
    const holds = ({ truth }: JudgedPatient) => (truth[c] ?? 0) > 0
    if (c === 0 || !patients.some(holds)) return []
    const interval = intervalOf(patients, holds, (some) => diceByClass(some)[c] ?? null)
    return [{ class: c, frames: held?.[c] ?? null, dice: of, interval }]
  })
  const interval = intervalOf(patients, ({ truth }) => truth.some((px, c) => c > 0 && px > 0), lesionDice)
  return [{ run: round.id, number, source, labelled, dice, interval, perClass }]
}

/** Labelled frames that a round would learn from now. */
async function labelledNow(study: OpenStudy): Promise<number> {
  const rows = await framesOfPatients(study.store.db)
    .select('frame.id')
    .where('frame.hidden', '=', 0)
    .where('patient.split', '=', 'train')
    .execute()
  const labels = await LabelService.labels(study)
  return rows.filter(({ id }) => labels.has(id)).length
}
