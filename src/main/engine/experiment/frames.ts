import type { LabelClass } from '../../../shared/domain/labelClass.ts'
import { classesNamed, MOST_CLASSES } from '../../../shared/domain/labelClass.ts'
import { encodeMask } from '../../../shared/domain/rle.ts'
import { sha256, sha256File } from '../../files/durableFile.ts'
import type { Found, ImportOptions } from '../import/found/Incoming.ts'
import { ImportService } from '../import/ImportService.ts'
import type { ExperimentPlan } from './plan.ts'

/** An image of the experiment with its truth. */
export interface ExperimentFrame {
  readonly id: string
  readonly path: string
  readonly patient: string
  readonly modality: string
  readonly mask: Uint8Array
  /** What a model before had wrong of it; it follows from the run's key, which the hash need not tell. */
  readonly corrected?: Uint8Array
  /** Classes of the mask (`classesIn`). */
  readonly holds: number
  /** Perceptual hash, 16 hexadecimal digits, where it could be told. */
  readonly likeness?: string
  /** Of all that is learned and judged from it. */
  readonly hash: string
}

/** Classes of an experiment have no names of their own. */
export const classesOf = (count: number): readonly LabelClass[] =>
  classesNamed(Array.from({ length: count }, (_, c) => `class ${c}`))

/** How a plan wants its images read. */
export const optionsOf = ({ layout, maskMap, groupBy, ditherMasks }: ExperimentPlan): ImportOptions => ({
  layout,
  ...(maskMap ? { maskMap } : {}),
  ...(groupBy ? { groupBy } : {}),
  ...(ditherMasks ? { ditherMasks } : {}),
})

/** Reads those of the found images that have a mask which can be read. Fails MASK_UNMAPPED. */
export async function framesOf(all: readonly Found[], plan: ExperimentPlan): Promise<ExperimentFrame[]> {
  const options = optionsOf(plan)
  const rule = await ImportService.ruleFor(all, classesOf(plan.classes), options)
  const read: ExperimentFrame[] = []
  for (const found of all) {
    const { frame, release } = await ImportService.readFound(found, rule, options)
    release()
    if (!frame?.mask) continue
    const { patient, modality, likeness } = frame
    const mask = encodeMask(frame.mask.data)
    const hash = [await sha256File(found.path), sha256(mask), patient, modality].join(' ')
    const about = {
      patient,
      modality,
      holds: classesIn(frame.mask.data.data),
      ...(likeness ? { likeness } : {}),
    }
    read.push({ id: found.path, path: found.path, mask, hash, ...about })
  }
  return read
}

/** 1 for "there is a mask", and a bit for each class above background that it holds, as the library has it. */
export function classesIn(pixels: Uint8Array): number {
  let holds = 1
  for (const value of pixels) if (value > 0 && value < MOST_CLASSES) holds |= 1 << value
  return holds
}
