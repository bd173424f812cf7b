import type { RoundOptions } from '../../../shared/contract/training.ts'
import { methodFor } from '../../../shared/trainer/methods/index.ts'
import { presets } from '../../../shared/trainer/presets.ts'
import { type Pace, stepsIn, type TimePreset, timePresets } from './pace.ts'

/** What a person has set for the next round; `steps` is null while the time says how many. */
export interface RoundWishes {
  readonly time: TimePreset
  readonly steps: number | null
  /** Null for the one that fits: the first that the frames allow. */
  readonly method: string | null
  readonly size: number
  readonly batch: number
  readonly seed: number
  readonly stopAfterMinutes: number | null
  readonly unjudged: boolean
}

const { cpu } = presets
/** The net that rounds from the window train: the small one, which two cores can teach. */
export const { backbone } = cpu

export const firstWishes: RoundWishes = {
  time: 'quick',
  steps: null,
  method: null,
  size: cpu.size,
  batch: cpu.batch,
  seed: 0,
  stopAfterMinutes: null,
  unjudged: false,
}

export const stepsOf = ({ steps, time }: RoundWishes, pace: Pace): number =>
  steps ?? stepsIn(timePresets.find(({ id }) => id === time)?.minutes ?? 0, pace)

export const methodOf = ({ method }: RoundWishes, unlabelled: number): string =>
  method ?? methodFor(unlabelled)

export function optionsOf({ time: _, ...wishes }: RoundWishes, method: string, steps: number): RoundOptions {
  return { ...wishes, method, steps, preset: 'cpu', backbone, initial: 'champion' }
}
