import { resizeNearest } from '../../../shared/domain/mask.ts'
import { meanOf } from '../../../shared/domain/overlap.ts'
import { decodeMask } from '../../../shared/domain/rle.ts'
import type { LabelledFrame, Likeness } from '../../../shared/trainer/protocol.ts'
import type { Picture } from '../data/picture.ts'
import { type LowMap, similarityAtBoundaries } from '../losses/contrast/boundarySimilarity.ts'
import type { FlatWeights } from '../nets/FlatWeights.ts'
import { type Network, releaseValues } from '../nets/Network.ts'
import { release, valuesOf } from '../ops/handle.ts'
import type { NetValues } from '../ops/Op.ts'
import { type ClassMeans, ClassSums } from '../predict/ClassMeans.ts'
import { breathe } from './evaluate.ts'

/**
 * How alike a net makes what differs: the mean cosine between the mean features of classes (the paper's Fig. 3), and the
 * mean s^b (METHODS §2.4) of pixels at boundaries (its Figs 4 and 5). On the decoder's fused map, which every method's net
 * has and trains; a projector that is not trained would tell nothing.
 */
export async function likenessOf(
  network: Network,
  weights: FlatWeights,
  frames: readonly LabelledFrame[],
  picture: (path: string) => Promise<Picture>,
): Promise<Likeness> {
  const values = network.upload(weights)
  const sums = new ClassSums()
  const boundary: number[] = []
  try {
    for (const { path, mask } of frames) {
      const seen = await picture(path)
      const map = fusedMap(network, seen, values)
      const truth = decodeMask(mask)
      const labelAt = (width: number, height: number) => resizeNearest(truth, width, height).data
      sums.add(map, labelAt(map.width, map.height))
      const { width, height } = seen
      boundary.push(...similarityAtBoundaries(map, labelAt(width, height), width, height))
      await breathe()
    }
  } finally {
    releaseValues(values)
  }
  return { classes: meanCosine(sums.means), boundary: meanOf(boundary) }
}

/** What the decoder makes of a frame before the classifier, at stride 4. */
export function fusedMap(network: Network, { data, height, width }: Picture, values: NetValues): LowMap {
  const x = network.input(data, height, width)
  const z = network.fused(x, values)
  const map = { values: valuesOf(z), height: z.shape[1]!, width: z.shape[2]!, channels: z.shape[3]! }
  release(x, z)
  return map
}

/** The mean cosine over pairs of classes; null for one class. */
function meanCosine(means: ClassMeans): number | null {
  const all = [...means.values()]
  return meanOf(all.flatMap((a, i) => all.slice(i + 1).map((b) => cosine(a, b))))
}

function cosine(a: Float32Array, b: Float32Array): number {
  const dot = (x: Float32Array, y: Float32Array) => x.reduce((sum, value, i) => sum + value * y[i]!, 0)
  return dot(a, b) / Math.sqrt(Math.max(dot(a, a) * dot(b, b), 1e-24))
}
