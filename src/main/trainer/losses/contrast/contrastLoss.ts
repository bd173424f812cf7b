import type { Scalar } from '@tensorflow/tfjs-node-gpu'
import { IGNORE } from '../../../../shared/domain/labelClass.ts'
import type { ContrastSettings } from '../../../../shared/trainer/parts/contrast.ts'
import type { Tensor2D, Tensor4D } from '../../tensorflow/tensorflow.ts'
import { tf } from '../../tensorflow/tensorflow.ts'
import { pullAndPush } from './pullAndPush.ts'
import { selectPixels } from './selection.ts'
import { classShares, productMaps, squaredNormMaps } from './similarityMaps.ts'
import type { ContrastTargets } from './targets.ts'

const TINY = 1e-12

/**
 * Low-contrast contrast loss, LoCo eq. 11 with ICE (eq. 12) and BCE (eq. 13) choosing the pixels
 * (METHODS §2.2–2.4): pulls each chosen pixel's embedding towards the labelled mean of its class and away from
 * the chosen pixels of others. Differentiable in both embeddings `[B,s,s,C]` (student; labelled, unlabelled),
 * through the class means too. 0 where nothing is chosen. `observe` is told the mean cosine between class means,
 * where there are two.
 */
export function contrastLoss(
  labelled: Tensor4D,
  unlabelled: Tensor4D,
  targets: ContrastTargets,
  settings: ContrastSettings,
  observe?: (classSimilarity: number) => void,
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
  if (observe && present.length > 1) observe(meanCosine(directions))

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

function meanCosine(directions: Tensor2D): number {
  const [p, c] = directions.shape
  const sum = tf.sum(tf.square(tf.sum(directions, 0))).dataSync()[0]!
  // ‖Σd‖² = Σ‖d‖² + Σ of all pairs, each twice; the directions have length 1.
  return c === 0 ? 0 : (sum - p) / (p * (p - 1))
}

function classesIn(label: Uint8Array, classes: number): number[] {
  const seen = new Uint8Array(256)
  for (const value of label) seen[value] = 1
  return Array.from({ length: classes }, (_, c) => c).filter((c) => c !== IGNORE && seen[c] === 1)
}
