import type { Contrasted } from '../losses/anchorContrast.ts'
import { unit } from '../losses/anchorContrast.ts'
import type { Tensor2D, Tensor4D } from '../tensorflow/tensorflow.ts'
import { tf } from '../tensorflow/tensorflow.ts'
import { type ClassPixels, classPixels, type NegativeRule, type SeenPixels } from './classPixels.ts'
import type { MemoryBank } from './MemoryBank.ts'
import type { Draw } from './sampler.ts'

/** How many are compared, and what is asked of them (METHODS §1.5). */
export interface ContrastRule extends NegativeRule {
  /** What the teacher must give the class of an anchor, more than. */
  readonly anchorProbability: number
  readonly anchors: number
  /** For each anchor. */
  readonly negativesEach: number
  /** The public code's slip: pixels are looked up by a class's place among those present, banks by its number. */
  readonly listsByPosition: boolean
}

/**
 * Puts what is surely not of a class into its bank, and says what each class present is compared with: a draw of its
 * pixels as anchors, the mean of the teacher's embeddings `[2B,s,s,D]` as positive, a draw of its bank as negatives.
 * `over` is the number of classes present; a class without anchors or negatives adds nothing.
 */
export function contrastedClasses(
  seen: SeenPixels,
  teacher: Tensor4D,
  bank: MemoryBank,
  rule: ContrastRule,
  draw: Draw,
): { classes: Contrasted[]; over: number } {
  const pixels = lists(seen, rule)
  const rows: Tensor2D = tf.reshape(teacher, [-1, teacher.shape[3]])
  for (const [c, { negatives }] of pixels.entries())
    if (negatives.length > 0) bank.push(c, directionsAt(rows, negatives))
  const present = [...pixels.keys()].filter((c) => pixels[c]!.members.length > 0)
  if (present.length <= 1) return { classes: [], over: 1 }
  const classes = present.flatMap((c, position) => {
    const { anchors, members } = pixels[rule.listsByPosition ? position : c]!
    if (anchors.length === 0 || bank.count(c) === 0) return []
    const chosen = draw(rule.anchors, anchors.length).map((i) => anchors[i]!)
    const negatives = bank.rows(c, draw(rule.anchors * rule.negativesEach, bank.count(c)))
    return [{ anchors: chosen, positive: meanDirection(rows, members), negatives }]
  })
  return { classes, over: present.length }
}

function lists(seen: SeenPixels, rule: ContrastRule): ClassPixels[] {
  const classes = seen.probability.length / seen.label.length
  return Array.from({ length: classes }, (_, c) => classPixels(c, seen, rule.anchorProbability, rule))
}

function directionsAt(rows: Tensor2D, places: Int32Array): Float32Array {
  let found: Float32Array = new Float32Array()
  tf.tidy(() => {
    found = unit(tf.gather(rows, tf.tensor1d(places, 'int32'))).dataSync() as Float32Array
  })
  return found
}

/** As a product with one row of weights: the pixels of a class may be all there are. */
function meanDirection(rows: Tensor2D, places: Int32Array): Float32Array {
  const weights = new Float32Array(rows.shape[0])
  for (const place of places) weights[place] = 1 / places.length
  let found: Float32Array = new Float32Array()
  tf.tidy(() => {
    found = unit(tf.matMul(tf.tensor2d(weights, [1, weights.length]), rows)).dataSync() as Float32Array
  })
  return found
}
