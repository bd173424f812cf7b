import type { StepTime } from '../../../shared/contract/training.ts'
import { kindNamed } from '../../../shared/trainer/methods/index.ts'
import { presets } from '../../../shared/trainer/presets.ts'
import type { Way } from './pace.ts'

/** What the trainer takes before any net, and for each image that a step of the `cpu` preset holds, GB. Measured. */
const BASE = 0.45
const PER_IMAGE = 0.22

export interface Memory {
  /** The most that the round takes, GB. */
  readonly needed: number
  /** Whether a round of this kind was measured here. */
  readonly measured: boolean
}

/** The memory of a round: what such a one took before, else by the pixels that its method holds at a step. */
export function memoryOf(way: Way, times: readonly StepTime[]): Memory {
  const same = times.find((time) => KEYS.every((key) => time[key] === way[key]))
  if (same?.memory) return { needed: same.memory, measured: true }
  const { size, batch } = presets.cpu
  const pixels = (way.size ** 2 * way.batch) / (size ** 2 * batch)
  return { needed: BASE + PER_IMAGE * kindNamed(way.method).imagesHeld * pixels, measured: false }
}

const KEYS = ['method', 'backbone', 'size', 'batch'] as const
