import { classesPresent, countValues } from '../../../../shared/domain/mask.ts'
import { decodeMask } from '../../../../shared/domain/rle.ts'
import type { LabelledFrame } from '../../../../shared/trainer/protocol.ts'

/** A labelled frame, and the classes that its label holds; background is one of them. */
export interface HeldFrame extends Pick<LabelledFrame, 'id' | 'patient' | 'modality'> {
  readonly holds: ReadonlySet<number>
}

/** Looks at labels, each once: there may be thousands. */
export const heldFrames = (frames: readonly LabelledFrame[]): HeldFrame[] =>
  frames.map(({ id, patient, modality, mask }) => {
    const decoded = decodeMask(mask)
    const background = (countValues(decoded)[0] ?? 0) > 0 ? [0] : []
    return { id, patient, modality, holds: new Set([...background, ...classesPresent(decoded)]) }
  })

/** How many of the frames hold each class. */
export const framesWithClass = (frames: readonly HeldFrame[], classes: number): number[] =>
  Array.from({ length: classes }, (_, c) => frames.filter(({ holds }) => holds.has(c)).length)

/** Whether a label holds any lesion. */
export const holdsLesion = ({ holds }: HeldFrame): boolean => [...holds].some((c) => c > 0)
