import { UMAP } from 'umap-js'
import { IGNORE } from '../../../shared/domain/labelClass.ts'
import type { Mask } from '../../../shared/domain/mask.ts'
import { permutation, streamFor } from '../../../shared/domain/random.ts'
import type { EmbeddedPoint } from '../../../shared/trainer/protocol.ts'
import type { LowMap } from '../losses/contrast/boundarySimilarity.ts'

/** An embedding and the class of the truth under it. */
export interface Sample {
  readonly vector: number[]
  readonly class: number
}

/** Of each class in a frame at most so many cells, so that the background does not crowd the others out. */
const PER_CLASS = 30
const NEIGHBOURS = 15

/** Embeddings of some cells of a frame, drawn by its name. */
export function sampleEmbeddings(low: LowMap, truth: Mask, name: string): Sample[] {
  const { height, width, channels, values } = low
  const taken = new Map<number, number>()
  const samples: Sample[] = []
  for (const cell of permutation(streamFor('embedding-map', name), height * width)) {
    const y = Math.floor(((Math.floor(cell / width) + 0.5) * truth.height) / height)
    const x = Math.floor((((cell % width) + 0.5) * truth.width) / width)
    const c = truth.data[y * truth.width + x]!
    const count = taken.get(c) ?? 0
    if (c === IGNORE || count >= PER_CLASS) continue
    taken.set(c, count + 1)
    const vector = values.subarray(cell * channels, (cell + 1) * channels)
    const length = Math.sqrt(vector.reduce((sum, v) => sum + v * v, 0)) || 1
    samples.push({ vector: Array.from(vector, (v) => v / length), class: c })
  }
  return samples
}

/** The samples in the plane, near where they are alike (UMAP, McInnes et al. 2018). Empty where there are too few. */
export function embeddingMap(samples: readonly Sample[]): EmbeddedPoint[] {
  if (samples.length <= NEIGHBOURS) return []
  const umap = new UMAP({ nNeighbors: NEIGHBOURS, random: streamFor('umap') })
  const places = umap.fit(samples.map(({ vector }) => vector))
  return samples.map((sample, i) => ({ x: places[i]![0]!, y: places[i]![1]!, class: sample.class }))
}
