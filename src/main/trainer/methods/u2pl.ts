import { IGNORE } from '../../../shared/domain/labelClass.ts'
import { streamFor } from '../../../shared/domain/random.ts'
import { refused } from '../../../shared/reasons/Refused.ts'
import type { U2plSettings } from '../../../shared/trainer/methods/u2pl.ts'
import type { Batch, UnlabelledBatch } from '../data/Batch.ts'
import { drawHalfBox } from '../data/halfBox.ts'
import { joined } from '../data/joined.ts'
import { Epochs } from '../learners/Epochs.ts'
import type { StudentInStep } from '../learners/Student.ts'
import { Teacher } from '../learners/Teacher.ts'
import { anchorContrast } from '../losses/anchorContrast.ts'
import { meanWeights, weightedCrossEntropy } from '../losses/crossEntropy.ts'
import { REPRESENTED, representationHead } from '../nets/representationHead.ts'
import { imagesOf } from '../ops/imagesOf.ts'
import { resizeAligned } from '../ops/resize.ts'
import type { SeenPixels } from '../pseudoLabels/classPixels.ts'
import { type Confidences, confidencesOf } from '../pseudoLabels/confidences.ts'
import { contrastedClasses } from '../pseudoLabels/contrastedClasses.ts'
import { cutMix, type Mixed } from '../pseudoLabels/cutMix.ts'
import { entropiesOf } from '../pseudoLabels/entropies.ts'
import { countedEntropies, percentile, weightsBelow } from '../pseudoLabels/entropyFilter.ts'
import { MemoryBank } from '../pseudoLabels/MemoryBank.ts'
import { rampAt } from '../pseudoLabels/ramp.ts'
import { sampler } from '../pseudoLabels/sampler.ts'
import { seenPixels } from '../pseudoLabels/seenPixels.ts'
import { tellingOf } from '../pseudoLabels/trust.ts'
import type { Tensor4D } from '../tensorflow/tensorflow.ts'
import { tf } from '../tensorflow/tensorflow.ts'
import type { Method, MethodContext } from './Method.ts'

/**
 * U²PL: what a teacher is sure of is learned as labels, and what it is unsure of still says which classes a pixel is not:
 * its embedding is kept as a negative of those (METHODS §1.5, steps numbered as there; Wang et al., CVPR 2022). What
 * changes from epoch to epoch goes by `learners/Epochs.ts`.
 */
export const u2pl: Method<'u2pl'> = {
  name: 'u2pl',
  views: ({ weakCrop, u2pl: { paddingIsBackground } }) => ({
    weakCrop,
    weak: 'plain',
    ...(paddingIsBackground ? { padding: { labelled: 'background', unlabelled: 'counted' } } : {}),
    // Its strong view is the weak one, mixed: a step's images are mixed together or not at all, so it is done below.
    unlabelled: { strong: [], mix: false },
  }),
  parts: ({ backbone }) => ({ heads: [representationHead(backbone)] }),
  bytesBeside({ classes, u2pl: { anchors, negativesEach, bank } }) {
    const banked = bank.background + (classes - 1) * bank.other
    const compared = classes * anchors * negativesEach
    // Each twice: a checkpoint copies the bank, TensorFlow what is compared.
    return 2 * 4 * REPRESENTED * (banked + compared)
  },
  start({ settings, network, student: weights, memory, stopwatch }: MethodContext<'u2pl'>) {
    const { u2pl: options, classes, seed, steps } = settings
    const { teacherMomentum } = options
    const following = { teacherMomentum, teacherRamp: true, teacherStatistics: 'own' } as const
    const teacher = new Teacher(network, weights, following, memory)
    const bank = new MemoryBank(bankSizes(options, classes), REPRESENTED)
    const epochs = new Epochs(steps, options.epochs)
    let entropyBelow: number | undefined
    const ranks = [options.rankLow ?? (classes <= 3 ? 1 : 3), options.rankHigh] as const

    return {
      // Images [B,S,S,3] as bytes, maps [B,S,S], logits [2B,s,s,K] and embeddings [2B,s,s,256] at stride 4.
      step(batch, student, step) {
        const { images, size, labelled, unlabelled } = batch
        if (!unlabelled) throw refused('methodNeedsUnlabelled')
        const { epoch, done } = epochs.enter(step, batch.epoch)
        if (epoch === 0) return labelledStep(batch, student)
        if (epoch === 1) teacher.follow(0, weights)
        // 1. the teacher labels the weak view, by its running statistics
        const { weak, ignore, truth } = unlabelled
        const seen = stopwatch.time('teacher', () =>
          confidencesOf(teacher.forward(weak, size, { mode: 'eval' }).logits, size, ignore),
        )
        // 2. each image gets half of the next one, with its labels, or none does
        const mixed = mixedOrNot(unlabelled, seen, size, step)
        const pseudoLabel = mixed.pseudoLabel.map((c, i) => (mixed.ignore[i] === IGNORE ? IGNORE : c))
        const both = joined(labelled.pixels, mixed.pixels)
        const heads = { representation: 2 * images }
        // 4. before 3, so that one pass at a time lies in memory: the teacher judges all, by the batch's statistics
        const judged = stopwatch.time('teacher', () =>
          teacher.forward(both, size, { mode: 'train', heads, drop: streamFor(seed, 'drop-teacher', step) }),
        )
        // 3. the student, on the same
        const drop = streamFor(seed, 'drop-student', step)
        const learned = student.forward(both, size, { mode: 'train', heads, drop })
        const half = (logits: Tensor4D, from: number) => imagesOf(logits, from, images)
        const full = (from: number) => resizeAligned(half(learned.logits, from), size, size)
        const supervised = weightedCrossEntropy(full(0), labelled.label, meanWeights(labelled))
        // 5. pixels of high entropy are not learned from, fewer from epoch to epoch
        const left = 1 - done
        const entropies = entropiesOf(half(judged.logits, images), size)
        const rising = countedEntropies(entropies, pseudoLabel)
        const threshold = percentile(rising, 100 - options.droppedPercent * left)
        entropyBelow = threshold
        const trusted = weightsBelow(entropies, pseudoLabel, threshold)
        const unsupervised = weightedCrossEntropy(full(images), pseudoLabel, trusted)
        // 6. embeddings are drawn to their class and away from what is surely not of it
        const apart = stopwatch.time('contrast', () => {
          const percent = options.entropyPercent * left
          const bounds = [percentile(rising, percent), percentile(rising, 100 - percent)] as const
          const label = joined(labelled.label, pseudoLabel)
          const pixels = seenPixels(label, entropies, bounds, judged.logits, size)
          return contrastOf(pixels, learned.heads, judged.heads, step)
        })
        // 7. their sum is what the step goes down
        const ramp = rampAt(step, steps, options.ramp)
        return {
          losses: {
            supervised,
            unsupervised: tf.mul(unsupervised, options.unsupervisedWeight * ramp),
            contrast: tf.mul(apart, options.contrastWeight * ramp),
          },
          report: {
            ...tellingOf(mixed, trusted, { seen, truth, thresholds: anyConfidence(classes) }),
          },
        }
      },
      // 8. in epoch 1 the teacher is the student; then it follows, its running statistics being its own
      afterStep(step, student) {
        const { epoch, first } = epochs.place
        if (epoch > 0) teacher.follow(epoch === 1 ? 0 : step - first, student)
      },
      // In epoch 0 it has learned nothing.
      teacher: () => (epochs.place.epoch > 0 ? teacher.weights : undefined),
      thresholds: () => [],
      entropyBelow: () => entropyBelow,
      state: () => new Map([...teacher.state(), ...bank.state(), ...epochs.state()]),
      restore(state) {
        teacher.restore(state)
        bank.restore(state)
        epochs.restore(state)
      },
      dispose: () => teacher.dispose(),
    }

    /** Epoch 0: the student learns from labels alone; the teacher, still as it began, takes up the frames' statistics. */
    function labelledStep({ labelled, size }: Batch, student: StudentInStep) {
      stopwatch.time('teacher', () => teacher.forward(labelled.pixels, size, { mode: 'train' }))
      const { logits } = student.forward(labelled.pixels, size, { mode: 'train' })
      const full = resizeAligned(logits, size, size)
      const supervised = weightedCrossEntropy(full, labelled.label, meanWeights(labelled))
      return { losses: { supervised, unsupervised: tf.scalar(0), contrast: tf.scalar(0) }, report: {} }
    }

    function mixedOrNot({ weak }: UnlabelledBatch, seen: Confidences, size: number, step: number): Mixed {
      const random = streamFor(seed, 'half-boxes', step)
      const from = { ...seen, pixels: weak }
      if (random() >= options.cutMixProbability) return from
      const images = weak.length / (size * size * 3)
      const boxes = Array.from({ length: images }, () => drawHalfBox(size, random))
      return cutMix(size, { pixels: weak, boxes }, seen, from, (image) => (image + 1) % images)
    }

    function contrastOf(
      seen: SeenPixels,
      { representation: learned }: Readonly<Record<string, Tensor4D>>,
      { representation: judged }: Readonly<Record<string, Tensor4D>>,
      step: number,
    ) {
      if (!learned || !judged) return tf.scalar(0)
      const random = streamFor(seed, 'contrasted', step)
      const rule = { ...options, ranks }
      const compared = contrastedClasses(seen, judged, bank, rule, sampler(random))
      return anchorContrast(learned, compared, options.temperature)
    }
  },
}

const bankSizes = ({ bank }: U2plSettings, classes: number) =>
  Array.from({ length: classes }, (_, c) => (c === 0 ? bank.background : bank.other))

/** Every label of the teacher's counts for its accuracy: what is dropped later is dropped from the mixed view. */
const anyConfidence = (classes: number) => Array.from({ length: classes }, () => 0)
