import type { Batch } from './Batch.ts'
import type { BatchMaker } from './BatchMaker.ts'

/** Hands out batches in order of their steps. */
export class BatchQueue {
  private readonly maker: BatchMaker

  constructor(maker: BatchMaker) {
    this.maker = maker
  }

  take(step: number): Promise<Batch> {
    return this.maker.make(step)
  }

  async close(): Promise<void> {}
}
