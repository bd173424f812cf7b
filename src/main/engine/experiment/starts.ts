import { Failure } from '../../../shared/contract/failure.ts'
import type { TrainingSettings } from '../../../shared/trainer/settings.ts'

/** What a further round begins with, and what of its settings differs from the first one's. */
export interface Start {
  readonly name: string
  readonly sentence: string
  /** Whether the net goes on from the round before; else it begins with ImageNet's weights, as the first does. */
  readonly goesOn: boolean
  /** Whether what the model before had wrong of the frames labelled after it is told of them, as corrections. */
  readonly corrects?: boolean
  settings(settings: TrainingSettings): TrainingSettings
}

/** Of the first round's, where a net that has learned already is to be moved less. */
const GENTLE = 0.3

/** How often a corrected pixel counts. */
const TIMES = 3

/** Every start; the one that rounds of a study take first. A new one is a line here. */
export const starts: readonly Start[] = [
  {
    name: 'warm',
    sentence: 'from the model before, with the whole learning rate again',
    goesOn: true,
    settings: (settings) => settings,
  },
  {
    name: 'scratch',
    sentence: 'from ImageNet, as the first round',
    goesOn: false,
    settings: (settings) => settings,
  },
  {
    name: 'gentle',
    sentence: `from the model before, with ${100 * GENTLE} % of the learning rate`,
    goesOn: true,
    settings: (settings) => ({ ...settings, learningRate: GENTLE * settings.learningRate }),
  },
  {
    name: 'half',
    sentence: 'from the model before, in half the steps',
    goesOn: true,
    settings: (settings) => {
      const steps = Math.ceil(settings.steps / 2)
      return { ...settings, steps, checkpointEvery: Math.min(steps, settings.checkpointEvery) }
    },
  },
  {
    name: 'corrected',
    sentence: `from the model before, and what it had wrong of the new frames counts ${TIMES} times`,
    goesOn: true,
    corrects: true,
    settings: (settings) => ({ ...settings, correctedTimes: TIMES }),
  },
]

/** Fails WRONG_USAGE for a name that there is not. */
export function startNamed(name: string): Start {
  const found = starts.find((start) => start.name === name)
  if (found) return found
  throw new Failure('noSuchStart', { start: name, starts: starts.map((each) => each.name) })
}
