import type { StepTime } from '../../../shared/contract/training.ts'
import { presets } from '../../../shared/trainer/presets.ts'

/** What a step's length depends on. */
export type Way = Omit<StepTime, 'secondsPerStep' | 'memory'>

/** A step of the `cpu` preset, and all that is no step, before any round was timed here, s. */
const GUESSED_STEP = 0.5
const GUESSED_BESIDE = 45
/** Fewer teach nothing, and the contract takes no more. */
const FEWEST = 20
const MOST = 200_000

export interface Pace {
  readonly secondsPerStep: number
  readonly secondsBeside: number
  /** Whether this machine was timed at such steps. */
  readonly measured: boolean
}

/** How fast this machine trains: as it did before in the same way, else scaled by pixels from the nearest way. */
export function paceOf(way: Way, times: readonly StepTime[], secondsBeside: number | null): Pace {
  const guess: Way & Pick<StepTime, 'secondsPerStep'> = { ...presets.cpu, secondsPerStep: GUESSED_STEP }
  const same = (time: StepTime) => time.method === way.method && time.backbone === way.backbone
  const nearest =
    times.find((time) => same(time) && time.size === way.size && time.batch === way.batch) ??
    times.find(same) ??
    times[0] ??
    guess
  const secondsPerStep = (nearest.secondsPerStep * pixelsOf(way)) / pixelsOf(nearest)
  return { secondsPerStep, secondsBeside: secondsBeside ?? GUESSED_BESIDE, measured: times.some(same) }
}

const pixelsOf = ({ size, batch }: Way) => size * size * batch

/** Steps that fit into so many minutes, beside all that is no step. */
export function stepsIn(minutes: number, { secondsPerStep, secondsBeside }: Pace): number {
  const fitting = Math.floor((60 * minutes - secondsBeside) / secondsPerStep)
  const round = fitting >= 100 ? 10 * Math.floor(fitting / 10) : fitting
  return Math.min(MOST, Math.max(FEWEST, round))
}

/** Seconds that a round of so many steps takes from start to overlays. */
export const secondsFor = (steps: number, { secondsPerStep, secondsBeside }: Pace): number =>
  steps * secondsPerStep + secondsBeside
