import type { Estimate } from '../../engine/experiment/ExperimentService.ts'
import { duration } from '../options.ts'

/** What an experiment will take on this machine, for people: a line of all, and one of each method. */
export function estimateText({ methods, sideBySide, seconds, bytes, free }: Estimate): string {
  const runs = methods.reduce((sum, method) => sum + method.runs, 0)
  if (runs === 0) return 'Nothing is left to do.'
  const beside = sideBySide > 1 ? `, ${sideBySide} side by side` : ''
  const head = `${counted(runs)} to do${beside}: about ${time(seconds)} of learning on this machine, and ${gigabytes(bytes)} of memory of the ${gigabytes(free)} that are free.`
  const each = methods.map(
    ({ method, runs, steps, secondsPerStep, bytes }) =>
      `  ${method}: ${counted(runs)}, ${steps} steps, ${secondsPerStep.toPrecision(2)} s a step, ${time(steps * secondsPerStep)}, ${gigabytes(bytes)}`,
  )
  return [head, ...each].join('\n')
}

const counted = (runs: number) => `${runs} ${runs === 1 ? 'run' : 'runs'}`

const gigabytes = (bytes: number) => `${(bytes / 1e9).toFixed(1)} GB`

/** Hours where it takes an hour, else as a clock has it. */
const time = (seconds: number) =>
  seconds < 3600 ? duration(seconds) : `${(seconds / 3600).toFixed(1)} hours`
