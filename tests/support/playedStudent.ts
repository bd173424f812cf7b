import type { ForwardOptions } from '../../src/main/trainer/learners/LiveNet.ts'
import type { Losses, StudentInStep } from '../../src/main/trainer/learners/Student.ts'
import type { Tensor, Tensor4D } from '../../src/main/trainer/tensorflow/tensorflow.ts'

/** What a method showed in one pass. */
export interface Shown {
  readonly pixels: Uint8Array
  readonly options: ForwardOptions
}

/** A map `[n,h,w,C]`. */
type PlayedMap = readonly [shape: readonly [number, number, number, number], values: readonly number[]]
/** Logits `[n,s,s,K]` of one pass, and the maps of heads in it by name. */
export type Played = readonly [...logits: PlayedMap, heads?: Readonly<Record<string, PlayedMap>>]

/**
 * A step of a method whose student says what is laid into its mouth, pass for pass: the terms, what was shown, and the
 * gradient of their sum by the logits of each pass (undefined: none flows).
 */
export async function playedStep(passes: readonly Played[], step: (student: StudentInStep) => Losses) {
  const { tf } = await import('../../src/main/trainer/tensorflow/tensorflow.ts')
  const shown: Shown[] = []
  const mapOf = (...[shape, values]: PlayedMap) => tf.tensor4d(Float32Array.from(values), [...shape])
  const logits = passes.map(([shape, values]) => mapOf(shape, values))
  const heads = passes.map(([, , maps = {}]) =>
    Object.fromEntries(Object.entries(maps).map(([name, map]) => [name, mapOf(...map)])),
  )
  const forward: StudentInStep['forward'] = (pixels, _, options) => {
    const at = shown.length
    const next = logits[at]
    if (!next) throw new Error('The method makes more passes than were laid out.')
    shown.push({ pixels, options })
    return { logits: next as Tensor4D, heads: heads[at] ?? {} }
  }
  let terms: Losses = {}
  const { grads } = tf.engine().gradients(
    () => {
      terms = step({ forward })
      for (const term of Object.values(terms)) tf.keep(term)
      return tf.addN(Object.values(terms))
    },
    logits,
    undefined,
    true,
  )
  const losses = Object.fromEntries(Object.entries(terms).map(([name, term]) => [name, term.dataSync()[0]]))
  return {
    losses,
    shown,
    slopes: grads.map((slope: Tensor | null) => slope?.dataSync() as Float32Array | undefined),
  }
}

/** Logits of two classes whose softmax gives class 0 that probability, per pixel. */
export const twoClasses = (first: readonly number[]) => first.flatMap((p) => [Math.log(p / (1 - p)), 0])
