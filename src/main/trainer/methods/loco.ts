import { IGNORE } from '../../../shared/domain/labelClass.ts'
import type { Batch, UnlabelledBatch } from '../data/Batch.ts'
import { pasteBox } from '../data/cutMixBox.ts'
import { Teacher } from '../loop/Teacher.ts'
import { contrastLoss } from '../losses/contrast/contrastLoss.ts'
import { meanWeights, weightedCrossEntropy } from '../losses/crossEntropy.ts'
import { type Confidences, DynamicFilter } from '../losses/DynamicFilter.ts'
import type { Network } from '../nets/Network.ts'
import type { Outputs } from '../nets/TrainingPass.ts'
import { asTensor, release } from '../ops/handle.ts'
import { resizeAligned } from '../ops/resize.ts'
import { resizeTo } from '../ops/resizeTo.ts'
import type { Tensor4D } from '../tensorflow.ts'
import { tf } from '../tensorflow.ts'
import type { Method, MethodContext } from './Method.ts'

/**
 * LoCo: a mean teacher labels the weak view of unlabelled frames; the student learns those labels on a strong
 * view mixed with labelled regions, where a class-wise filter trusts them; a contrast loss on embeddings keeps
 * classes apart that look alike (METHODS §2, steps numbered as in §2.1; paper eqs. 10–18).
 */
export const loco: Method = {
  name: 'loco',
  usesUnlabelled: true,
  start({ settings, network, student, stopwatch }: MethodContext) {
    const { loco: options, classes } = settings
    const teacher = new Teacher(network, student, options.teacherMomentum)
    const filter = new DynamicFilter(classes, options.filter)
    let share: number[] = []

    return {
      look(batch) {
        const { unlabelled } = batch
        if (!unlabelled) throw new Error('LoCo needs unlabelled frames.')
        // 1. the teacher labels the weak view
        const seen = stopwatch.time('teacher', () => teacherView(network, teacher, batch, unlabelled))
        // 2. labelled regions are pasted into the strong view, their labels into the pseudo-labels
        const mixed = cutMix(batch, unlabelled, seen)
        // 4. the filter learns from the labels before mixing
        filter.update(seen)
        const thresholds = filter.thresholds()
        const trusted = trustWeights(mixed, thresholds)
        share = sharesOf(mixed, trusted, classes)
        const pixels = joined(batch.labelled.pixels, unlabelled.weak, mixed.pixels)
        return {
          pixels,
          embedded: options.contrast.ice || options.contrast.bce ? 2 * batch.images : 0,
          losses({ logits, embeddings }) {
            const { size, images } = batch
            const rows = (from: number, count: number) => firstAxis(logits, from, count)
            // 5. both cross-entropies; the logits of the weak view are not used
            const onLabelled = resizeAligned(rows(0, images), size, size)
            const onStrong = resizeAligned(rows(2 * images, images), size, size)
            const scale = (weight: number) => weight / options.lossDivisor
            // 6. the contrast loss on the embeddings of labelled and weak views
            const contrast = stopwatch.time('contrast', () => contrastOf(embeddings, batch, seen, thresholds))
            return {
              supervised: tf.mul(
                weightedCrossEntropy(onLabelled, batch.labelled.label, meanWeights(batch.labelled.label)),
                scale(1),
              ),
              unsupervised: tf.mul(
                weightedCrossEntropy(onStrong, mixed.pseudoLabel, trusted),
                scale(options.unsupervisedWeight),
              ),
              contrast: tf.mul(contrast, scale(options.contrastWeight)),
            }
          },
        }
      },
      // 8. the teacher follows
      afterStep: (step, weights) => teacher.follow(step, weights),
      teacher: () => teacher.weights,
      report: () => ({ thresholds: filter.thresholds(), pseudoLabelShare: share }),
      state() {
        const { global, local } = filter.values
        const values = Float64Array.of(global, ...local)
        const data = new Float32Array(values.buffer)
        return new Map([...teacher.state(), ['filter', { shape: [data.length], data }]])
      },
      restore(state) {
        teacher.restore(state)
        const saved = state.get('filter')
        if (!saved) throw new Error('The checkpoint lacks the filter of pseudo-labels.')
        const [global = 0, ...local] = new Float64Array(saved.data.slice().buffer)
        filter.restore({ global, local })
      },
      dispose: () => teacher.dispose(),
    }

    function contrastOf(
      z: Outputs['embeddings'],
      batch: Batch,
      seen: Confidences,
      thresholds: readonly number[],
    ) {
      if (!z) return tf.scalar(0)
      const { size, images, labelled } = batch
      const targets = { height: size, width: size, classes, label: labelled.label, ...seen, thresholds }
      return contrastLoss(firstAxis(z, 0, images), firstAxis(z, images, images), targets, options.contrast)
    }
  },
}

const firstAxis = (x: Tensor4D, from: number, count: number): Tensor4D =>
  tf.slice(x, [from, 0, 0, 0], [count, x.shape[1], x.shape[2], x.shape[3]])

function teacherView(
  network: Network,
  teacher: Teacher,
  { size }: Batch,
  { weak, ignore }: UnlabelledBatch,
): Confidences {
  const x = network.input(weak, size, size)
  const logits = network.predict(x, teacher.values)
  const full = resizeTo(logits, size, size)
  release(x, logits)
  const seen = { confidence: new Float32Array(), pseudoLabel: new Uint8Array(), ignore }
  // Not returned from the tidy: tfjs would walk every element of the arrays in search of tensors.
  tf.tidy(() => {
    const probabilities = tf.softmax(asTensor(full))
    seen.confidence = tf.max(probabilities, 3).dataSync() as Float32Array<ArrayBuffer>
    seen.pseudoLabel = new Uint8Array(tf.argMax(probabilities, 3).dataSync())
  })
  return seen
}

interface Mixed extends Confidences {
  readonly pixels: Uint8Array
}

function cutMix({ size, labelled }: Batch, { strong, boxes }: UnlabelledBatch, seen: Confidences): Mixed {
  const mixed = {
    pixels: strong.slice(),
    pseudoLabel: seen.pseudoLabel.slice(),
    confidence: seen.confidence.slice(),
    ignore: seen.ignore.slice(),
  }
  const certain = new Float32Array(size * size).fill(1)
  boxes.forEach((box, image) => {
    if (!box) return
    const one = <T extends Uint8Array | Float32Array>(all: T, channels: number) =>
      all.subarray(image * size * size * channels, (image + 1) * size * size * channels) as T
    const label = one(labelled.label, 1)
    pasteBox(one(mixed.pixels, 3), one(labelled.pixels, 3), box, size, 3)
    pasteBox(one(mixed.pseudoLabel, 1), label, box, size, 1)
    pasteBox(one(mixed.confidence, 1), certain, box, size, 1)
    const ignored = label.map((value) => (value === IGNORE ? IGNORE : 0))
    pasteBox(one(mixed.ignore, 1), ignored, box, size, 1)
  })
  return mixed
}

/** Weights that make the cross-entropy Σ over trusted pixels / number of pixels that are not padding. */
function trustWeights(
  { pseudoLabel, confidence, ignore }: Mixed,
  thresholds: readonly number[],
): Float32Array {
  let counted = 0
  for (const value of ignore) if (value !== IGNORE) counted++
  const weight = counted === 0 ? 0 : 1 / counted
  return confidence.map((c, i) => (ignore[i] !== IGNORE && c >= thresholds[pseudoLabel[i]!]! ? weight : 0))
}

function sharesOf({ pseudoLabel }: Mixed, trusted: Float32Array, classes: number): number[] {
  const counts = Array.from({ length: classes }, () => 0)
  trusted.forEach((w, i) => {
    if (w > 0) counts[pseudoLabel[i]!]!++
  })
  return counts.map((n) => n / trusted.length)
}

function joined(...parts: readonly Uint8Array[]): Uint8Array {
  const out = new Uint8Array(parts.reduce((n, p) => n + p.length, 0))
  let at = 0
  for (const part of parts) {
    out.set(part, at)
    at += part.length
  }
  return out
}
