import { IGNORE } from '../../../shared/domain/labelClass.ts'
import { asTensor, handleOf, release } from '../ops/handle.ts'
import { resizeTo } from '../ops/resizeTo.ts'
import type { Tensor4D } from '../tensorflow/tensorflow.ts'
import { tf } from '../tensorflow/tensorflow.ts'
import { entropyOf } from './entropies.ts'

/**
 * How sure a teacher's logits `[B,s,s,K]` are of each image at full size, 0 to 1: the mean over its pixels of
 * conf·(1 − H/ln K), H the entropy of the classes' probabilities (METHODS §1.4); 0 for an image that is ignored whole
 * (`ignore`, `[B,S,S]`, 255 there).
 */
export function imageConfidences(logits: Tensor4D, size: number, ignore: Uint8Array): number[] {
  const [images, , , classes] = logits.shape
  const low = handleOf(logits)
  const full = resizeTo(low, size, size)
  release(low)
  let sure = new Float32Array()
  // Not returned from the tidy: tfjs would walk every element of the array in search of tensors.
  tf.tidy(() => {
    const p = tf.softmax(asTensor(full) as Tensor4D) as Tensor4D
    const sharp = tf.sub(1, tf.div(entropyOf(p), Math.log(classes)))
    sure = tf.mul(tf.max(p, 3), sharp).dataSync() as Float32Array<ArrayBuffer>
  })
  return Array.from({ length: images }, (_, image) => {
    let sum = 0
    let counted = 0
    for (let i = image * size * size; i < (image + 1) * size * size; i++) {
      if (ignore[i] === IGNORE) continue
      sum += sure[i]!
      counted++
    }
    return counted === 0 ? 0 : sum / counted
  })
}
