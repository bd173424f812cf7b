import type { Scalar } from '@tensorflow/tfjs-node-gpu'
import type { ContrastSettings } from '../../../../shared/trainer/parts/contrast.ts'
import type { Tensor2D } from '../../tensorflow/tensorflow.ts'
import { tf } from '../../tensorflow/tensorflow.ts'
import type { ChosenPixels } from './targets.ts'

/** Cosines this close to 1 are not pulled further: the public code leaves such positives out. */
const ALIGNED = 1e-6

/**
 * LoCo eq. 11 over similarities `[N,P]` of pixels to class means: −mean over classes of the mean over their chosen
 * pixels of ln(e^own / (e^own + Σ e^others)). Unchosen pixels have weight 0, which keeps everything dense.
 */
export function pullAndPush(
  cosines: Tensor2D,
  { times, column }: ChosenPixels,
  { temperature, similarity, log, meanOver }: ContrastSettings,
  classes: number,
): Scalar {
  const [n, p] = cosines.shape
  const values = cosines.dataSync()
  const own = new Float32Array(n * p)
  const other = new Float32Array(n * p)
  const count = new Float32Array(p)
  const highest = new Float32Array(p).fill(-Infinity)
  for (let i = 0; i < n; i++) {
    const weight = times[i]!
    if (weight === 0) continue
    for (let c = 0; c < p; c++) {
      const at = i * p + c
      if (values[at]! > highest[c]!) highest[c] = values[at]!
      if (column[i] !== c) other[at] = weight
      else {
        count[c]! += weight
        if (similarity === 'dot' || 1 - values[at]! > ALIGNED) own[at] = weight
      }
    }
  }
  if (count.every((k) => k === 0)) return tf.scalar(0)
  const top = tf.tensor1d(highest.map((v) => (v === -Infinity ? 0 : v / temperature)))
  const shifted = tf.sub(tf.mul(cosines, 1 / temperature), top)
  const exponentials = tf.exp(shifted)
  const rivals = tf.sum(tf.mul(exponentials, tf.tensor2d(other, [n, p])), 0, true)
  const ratio = tf.div(rivals, exponentials)
  // ln(e/(e+r)) = −ln(1+r/e), which stays exact where rivals are few and far.
  const share = log ? tf.neg(tf.log1p(ratio)) : tf.reciprocal(tf.add(ratio, 1))
  const perClass = tf.sum(tf.mul(share, tf.tensor2d(own, [n, p])), 0)
  const terms = meanOver === 'present' ? p : classes
  const weights = tf.tensor1d(count.map((k) => -1 / ((k + 1e-6) * terms)))
  return tf.sum(tf.mul(perClass, weights))
}
