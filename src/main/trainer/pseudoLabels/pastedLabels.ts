import type { Batch } from '../data/Batch.ts'
import type { Tensor4D } from '../tensorflow/tensorflow.ts'
import { type Confidences, confidencesOf } from './confidences.ts'

/** A net that says what it sees by its running statistics. */
interface Labeller {
  forward(pixels: Uint8Array, size: number, options: { mode: 'eval' }): { logits: Tensor4D }
}

/**
 * What a method without a teacher pastes: the student labels the weak views of the frames that come a second time,
 * `[B,S,S]` (METHODS §1.2, step 2). Undefined where none do.
 */
export const pastedLabels = ({ mix, size }: Batch, student: Labeller): Confidences | undefined =>
  mix && confidencesOf(student.forward(mix.weak, size, { mode: 'eval' }).logits, size, mix.ignore)
