import type { Tensor4D } from '../tensorflow/tensorflow.ts'
import { tf } from '../tensorflow/tensorflow.ts'
import type { SeenPixels } from './classPixels.ts'

/**
 * What is known of pixels at the stride of logits `[2B,s,s,K]`: labels `[2B,S,S]` of labelled and unlabelled images and
 * entropies `[B,S,S]` of the latter are seen at the nearest pixel. `bounds`: the most that counts as low entropy, the
 * least that counts as high.
 */
export function seenPixels(
  label: Uint8Array,
  entropies: Float32Array,
  [low, high]: readonly [low: number, high: number],
  logits: Tensor4D,
  size: number,
): SeenPixels {
  const [images, side] = logits.shape
  const at = nearestPlaces(images, size, side)
  const labelled = at.length / 2
  const first = label.length / 2
  const is = (holds: (entropy: number) => boolean) =>
    Uint8Array.from(at, (i) => (i < first || holds(entropies[i - first]!) ? 1 : 0))
  return {
    labelled,
    label: Uint8Array.from(at, (i) => label[i]!),
    probability: probabilitiesOf(logits),
    low: is((entropy) => entropy <= low),
    high: is((entropy) => entropy >= high),
  }
}

/** Where in `[n,size,size]` each pixel of `[n,side,side]` looks: PyTorch's nearest, ⌊y·size/side⌋. */
function nearestPlaces(images: number, size: number, side: number): Int32Array {
  const along = Array.from({ length: side }, (_, y) => Math.floor((y * size) / side))
  const places = new Int32Array(images * side * side)
  let to = 0
  for (let image = 0; image < images; image++)
    for (const y of along) for (const x of along) places[to++] = (image * size + y) * size + x
  return places
}

function probabilitiesOf(logits: Tensor4D): Float32Array {
  let found: Float32Array = new Float32Array()
  tf.tidy(() => {
    found = tf.softmax(logits).dataSync() as Float32Array
  })
  return found
}
