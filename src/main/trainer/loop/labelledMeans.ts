import { resizeNearest } from '../../../shared/domain/mask.ts'
import { decodeMask } from '../../../shared/domain/rle.ts'
import { spreadOver } from '../../../shared/domain/spreadOver.ts'
import type { LabelledFrame } from '../../../shared/trainer/protocol.ts'
import type { Picture } from '../data/picture.ts'
import type { FlatWeights } from '../nets/FlatWeights.ts'
import { type Network, releaseValues } from '../nets/Network.ts'
import { type ClassMeans, ClassSums } from '../predict/ClassMeans.ts'
import { breathe } from './evaluate.ts'
import { fusedMap } from './likeness.ts'

/** Frames that stand for all: a class's mean changes little with more. */
const FRAMES = 24

/**
 * What each class looks like to a net: z̄^c (METHODS §2.2) of the decoder's features over labelled frames. Kept in the model's
 * file, so that a frame on which it sees one class alone can be compared with the others too.
 */
export async function labelledMeans(
  network: Network,
  weights: FlatWeights,
  labelled: readonly LabelledFrame[],
  picture: (path: string) => Promise<Picture>,
): Promise<ClassMeans> {
  const values = network.upload(weights)
  const sums = new ClassSums()
  try {
    for (const { path, mask } of spreadOver(labelled, FRAMES)) {
      const map = fusedMap(network, await picture(path), values)
      sums.add(map, resizeNearest(decodeMask(mask), map.width, map.height).data)
      await breathe()
    }
  } finally {
    releaseValues(values)
  }
  return sums.means
}
