import type { RoundOptions } from '../../../shared/contract/training.ts'
import { methodFor } from '../../../shared/trainer/methods/index.ts'
import { presets } from '../../../shared/trainer/presets.ts'
import { type Pace, stepsIn } from './pace.ts'
import { firstPreset, timePreset } from './times/index.ts'
import type { TimePreset } from './times/TimePreset.ts'

/** What a person has set for the next round; `steps` is null while the time says how many. */
export interface RoundWishes {
  /** Id of the time chosen, which also says the preset. */
  readonly time: string
  readonly steps: number | null
  /** Null for the one that fits: the first that the frames allow. */
  readonly method: string | null
  readonly size: number
  readonly batch: number
  readonly seed: number
  readonly stopAfterMinutes: number | null
  /** Null for as many as the machine's setting says. */
  readonly threads: number | null
  readonly unjudged: boolean
}

const { cpu } = presets
/** The net that rounds from the window train: the small one, which two cores can teach. */
export const { backbone } = cpu

/** What a time asks for, instead of whatever was set by hand. */
export const wishesFor = ({ id, preset }: TimePreset) => {
  const { size, batch } = presets[preset]
  return { time: id, steps: null, size, batch }
}

export const firstWishes: RoundWishes = {
  ...wishesFor(firstPreset),
  method: null,
  seed: 0,
  stopAfterMinutes: null,
  threads: null,
  unjudged: false,
}

export function stepsOf({ steps, time }: RoundWishes, pace: Pace): number {
  const { minutes, preset } = timePreset(time)
  return steps ?? (minutes === null ? presets[preset].steps : stepsIn(minutes, pace))
}

export const methodOf = ({ method }: RoundWishes, unlabelled: number): string =>
  method ?? methodFor(unlabelled)

export function optionsOf({ time, ...wishes }: RoundWishes, method: string, steps: number): RoundOptions {
  return { ...wishes, method, steps, preset: timePreset(time).preset, backbone, initial: 'champion' }
}
