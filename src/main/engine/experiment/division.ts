import { Failure } from '../../../shared/contract/failure.ts'
import { classesNamed, type LabelClass } from '../../../shared/domain/labelClass.ts'
import { shuffled, streamFor } from '../../../shared/domain/random.ts'
import { encodeMask } from '../../../shared/domain/rle.ts'
import { sha256, sha256File } from '../../files/durableFile.ts'
import { ImportService } from '../import/ImportService.ts'
import type { ExperimentPlan, RunName } from './plan.ts'

/** Images with a mask that can be divided at all. */
const FEWEST = 4

/** An image of the experiment with its truth. */
export interface ExperimentFrame {
  readonly id: string
  readonly path: string
  readonly patient: string
  readonly modality: string
  readonly mask: Uint8Array
  /** Of all that is learned and judged from it. */
  readonly hash: string
}

/** Share of groups that are only judged on. */
const TEST_SHARE = 0.3

/** Classes of an experiment have no names of their own. */
export const classesOf = (count: number): readonly LabelClass[] =>
  classesNamed(Array.from({ length: count }, (_, c) => `class ${c}`))

/** Reads a folder's images that have a mask. */
export async function readFrames({
  data: folder,
  classes: count,
  layout,
  maskMap,
  groupBy,
  ditherMasks,
}: ExperimentPlan): Promise<ExperimentFrame[]> {
  const options = {
    layout,
    ...(maskMap ? { maskMap } : {}),
    ...(groupBy ? { groupBy } : {}),
    ...(ditherMasks ? { ditherMasks } : {}),
  }
  const frames = await ImportService.withFrames(folder, options, async (all) => {
    const rule = await ImportService.ruleFor(all, classesOf(count), options)
    const read: ExperimentFrame[] = []
    for (const found of all) {
      const { frame, release } = await ImportService.readFound(found, rule, options)
      release()
      if (!frame?.mask) continue
      const { patient, modality } = frame
      const mask = encodeMask(frame.mask.data)
      const hash = [await sha256File(found.path), sha256(mask), patient, modality].join(' ')
      read.push({ id: found.path, path: found.path, patient, modality, mask, hash })
    }
    return read
  })
  if (frames.length < FEWEST)
    throw new Failure('fewImagesWithMask', { folder, images: frames.length, needed: FEWEST })
  return frames
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
) {
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
function countOf(text: string, all: number, option: string): number {
  const value = text.endsWith('%') ? Math.round((all * Number(text.slice(0, -1))) / 100) : Number(text)
  if (!Number.isInteger(value) || value < 0) throw new Failure('neitherNumberNorShare', { option })
  return value
}
