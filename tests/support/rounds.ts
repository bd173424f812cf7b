import type { RoundOptions } from '../../src/shared/contract/training.ts'

/** A round that a test can wait for: the small net learns from labels alone, two crops of 32 px at a step. */
export const smallRound = (steps: number, change: Partial<RoundOptions> = {}): RoundOptions => ({
  method: 'supervised',
  preset: 'cpu',
  backbone: 'efficientnet-lite0',
  steps,
  size: 32,
  batch: 2,
  seed: 0,
  initial: 'none',
  stopAfterMinutes: null,
  threads: null,
  unjudged: false,
  ...change,
})
