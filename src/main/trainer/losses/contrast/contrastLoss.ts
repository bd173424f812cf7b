import type { Scalar } from '@tensorflow/tfjs-node-gpu'
import { IGNORE } from '../../../../shared/domain/labelClass.ts'
import type { ContrastSettings } from '../../../../shared/trainer/settings.ts'
import type { Tensor2D, Tensor4D } from '../../tensorflow.ts'
import { tf } from '../../tensorflow.ts'
import { selectPixels } from './selection.ts'
import { classShares, productMaps, squaredNormMaps } from './similarityMaps.ts'
import type { ChosenPixels, ContrastTargets } from './targets.ts'

/** Cosines this close to 1 are not pulled further: the public code leaves such positives out. */
const ALIGNED = 1e-6
const TINY = 1e-12

/**
 * Low-contrast contrast loss, LoCo eq. 11 with ICE (eq. 12) and BCE (eq. 13) choosing the pixels
 * (METHODS §2.2–2.4): pulls each chosen pixel's embedding towards the labelled mean of its class and away from
 * the chosen pixels of others. Differentiable in both embeddings `[B,s,s,C]` (student; labelled, unlabelled),
 * through the class means too. 0 where nothing is chosen.
 */
export function contrastLoss(
  labelled: Tensor4D,
  unlabelled: Tensor4D,
  targets: ContrastTargets,
  settings: ContrastSettings,
): Scalar {
  const { height, width, label } = targets
  const present = classesIn(label, targets.classes)
  if (present.length === 0) return tf.scalar(0)
  const [n, lowHeight, lowWidth, channels] = labelled.shape
  const { shares, counts } = classShares(label, { n, height, width, lowHeight, lowWidth }, present)
  const weights = shares.map((v, i) => v / counts[Math.floor(i / (n * lowHeight * lowWidth))]!)
  const rows = tf.reshape(labelled, [n * lowHeight * lowWidth, channels]) as Tensor2D
  const moving = tf.matMul(tf.tensor2d(weights, [present.length, rows.shape[0]]), rows) as Tensor2D
  const means = settings.meanGradient ? moving : tf.tensor2d(moving.dataSync(), moving.shape)
  const directions = tf.div(means, tf.add(tf.sqrt(tf.sum(tf.square(means), 1, true)), TINY)) as Tensor2D

  const z = tf.concat([labelled, unlabelled], 0)
  const squared = squaredNormMaps(z, height, width)
  const norms = tf.sqrt(tf.maximum(squared, TINY))
  const cosines = tf.div(productMaps(z, directions, height, width), tf.expandDims(norms, 3)) as Tensor4D

  const chosen = selectPixels(
    {
      present,
      cosines: cosines.dataSync() as Float32Array,
      embeddings: {
        low: z.dataSync() as Float32Array,
        lowHeight,
        lowWidth,
        channels,
        squaredNorms: squared.dataSync() as Float32Array,
        height,
        width,
      },
    },
    targets,
    settings,
  )
  const compared = settings.similarity === 'cosine' ? cosines : productMaps(z, means, height, width)
  const flat = tf.reshape(compared, [-1, present.length]) as Tensor2D
  return pullAndPush(flat, chosen, settings, targets.classes)
}

/** The loss proper, over similarities `[N,P]`. Unchosen pixels have weight 0, which keeps everything dense. */
function pullAndPush(
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

function classesIn(label: Uint8Array, classes: number): number[] {
  const seen = new Uint8Array(256)
  for (const value of label) seen[value] = 1
  return Array.from({ length: classes }, (_, c) => c).filter((c) => c !== IGNORE && seen[c] === 1)
}
