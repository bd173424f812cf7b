import { Failure } from '../../../shared/contract/failure.ts'
import { shuffled, streamFor } from '../../../shared/domain/random.ts'
import { ImportService } from '../import/ImportService.ts'
import { type ExperimentFrame, framesOf, optionsOf } from './frames.ts'
import type { Counts, ExperimentPlan, RunName } from './plan.ts'

/** Images with a mask that can be divided at all. */
const FEWEST = 4

/** Share of groups that are only judged on. */
const TEST_SHARE = 0.3

/** Who is on which side of a run; in this order, which the keys of kept runs follow. */
export interface Sides {
  readonly test: readonly ExperimentFrame[]
  readonly validation: readonly ExperimentFrame[]
  readonly labelled: readonly ExperimentFrame[]
  readonly unlabelled: readonly ExperimentFrame[]
}

/** The same seed and share have the same sides, whatever the method. */
export type SidesOf = (name: Pick<RunName, 'labelled' | 'seed'>) => Sides

export const countsOf = ({ labelled, unlabelled, validation, test }: Sides): Counts => ({
  labelled: labelled.length,
  unlabelled: unlabelled.length,
  validation: validation.length,
  test: test.length,
})

/** Reads a folder's images that have a mask, to be divided by chance. */
export async function drawnSides(plan: ExperimentPlan): Promise<SidesOf> {
  const { data: folder, validation } = plan
  const frames = await ImportService.withFrames(folder, optionsOf(plan), (all) => framesOf(all, plan))
  if (frames.length < FEWEST)
    throw new Failure('fewImagesWithMask', { folder, images: frames.length, needed: FEWEST })
  return (name) => divide(frames, validation, name)
}

/**
 * Test, validation, labelled and unlabelled frames of one seed and share. Groups (patients, sequences) are held out
 * whole; the labelled frames are drawn from the rest. A seed's shares are judged on the same frames, and what a smaller
 * one labels, a larger one does too.
 */
export function divide(
  frames: readonly ExperimentFrame[],
  validation: string,
  { labelled, seed }: Pick<RunName, 'labelled' | 'seed'>,
): Sides {
  const groups = [...new Set(frames.map((f) => f.patient))]
  const order = shuffled(streamFor(seed, 'experiment-split'), groups)
  const test = takeGroups(frames, order, frames.length * TEST_SHARE)
  const held = takeGroups(frames, order, countOf(validation, frames.length, '--validation'))
  const rest = frames.filter((f) => !test.includes(f) && !held.includes(f))
  const count = countOf(labelled, rest.length, '--labelled')
  if (count < 1 || count >= rest.length) {
    throw new Failure('labelledOutOfRange', { most: rest.length - 1 })
  }
  const drawn = shuffled(streamFor(seed, 'experiment-labelled'), rest)
  return { test, validation: held, labelled: drawn.slice(0, count), unlabelled: drawn.slice(count) }
}

/** Takes groups off the order until they hold at least `wanted` frames. */
function takeGroups(frames: readonly ExperimentFrame[], order: string[], wanted: number): ExperimentFrame[] {
  const taken: ExperimentFrame[] = []
  while (taken.length < wanted && order.length > 0) {
    const group = order.shift()
    taken.push(...frames.filter((f) => f.patient === group))
  }
  return taken
}

/** A number, or a percentage of `all`. */
export function countOf(text: string, all: number, option: string): number {
  const value = text.endsWith('%') ? Math.round((all * Number(text.slice(0, -1))) / 100) : Number(text)
  if (!Number.isInteger(value) || value < 0) throw new Failure('neitherNumberNorShare', { option })
  return value
}
