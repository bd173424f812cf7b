import { permutation, streamFor } from '../../../shared/domain/random.ts'

/**
 * Which samples each step takes: an epoch is one pass over the longer list in random order, the shorter one is
 * tiled to its length, and a last incomplete batch is dropped (METHODS §0). The order follows from seed and step
 * alone, so that a resumed run needs no saved position.
 */
export class SampleOrder {
  private known: { epoch: number; order: number[] } | undefined
  private readonly samples: number
  private readonly epochLength: number
  private readonly batch: number
  private readonly stream: string
  private readonly seed: number

  constructor(samples: number, longest: number, batch: number, seed: number, stream: string) {
    this.samples = samples
    this.batch = batch
    this.seed = seed
    this.stream = stream
    this.epochLength = Math.max(longest, batch)
  }

  get stepsPerEpoch(): number {
    return Math.floor(this.epochLength / this.batch)
  }

  /** The samples of step `step` (0-based), `batch` of them. */
  indices(step: number): number[] {
    const epoch = Math.floor(step / this.stepsPerEpoch)
    const from = (step % this.stepsPerEpoch) * this.batch
    return this.orderOf(epoch).slice(from, from + this.batch)
  }

  private orderOf(epoch: number): number[] {
    if (this.known?.epoch !== epoch) {
      const random = streamFor(this.seed, this.stream, epoch)
      const order = permutation(random, this.epochLength).map((i) => i % this.samples)
      this.known = { epoch, order }
    }
    return this.known.order
  }
}
