import type { ExperimentService, Run, RunName } from '../../engine/experiment/ExperimentService.ts'
import type { Terminal } from '../Command.ts'
import { inWords } from '../inWords.ts'
import { duration, points } from '../options.ts'

const runName = ({ method, labelled, seed }: RunName) => `${method}, ${labelled} labelled, seed ${seed}`

/** Tells how an experiment's runs go on, those side by side in one line. */
export function watching(
  say: Terminal['say'],
  progress: Terminal['progress'],
): Parameters<typeof ExperimentService.run>[3] {
  const atWork = new Map<string, string>()
  return {
    onStep({ step, steps, secondsLeft, ...name }) {
      atWork.set(runName(name), `step ${step}/${steps}, ${duration(secondsLeft)} left`)
      progress([...atWork].map(([run, at]) => `${run}: ${at}`).join(' · '))
    },
    onRun(run, isKept) {
      const { scores, seconds } = run
      atWork.delete(runName(run))
      const how = isKept ? 'as it was' : `in ${duration(seconds)}`
      say(`${runName(run)}: mIoU ${points(scores.miou)}, Dice ${points(scores.dice)} ${how}`)
    },
    onFailed(run) {
      atWork.delete(runName(run))
      say(`${runName(run)}: ${inWords(run.reason)}`)
    },
  }
}

/** A run's figures for a program to read; `results.json` has the rest. */
export function runFigures(run: Run) {
  const { method, labelled, seed, counts, stepsDone, seconds, peakMb, net, scores, candidates } = run
  const { iou, miou, miouForeground, dice, nsd, interval, byModality } = scores
  const nets = Object.fromEntries(
    candidates.map((c) => [c.net, { step: c.step, miou: c.test?.miou ?? null }]),
  )
  return {
    method,
    share: labelled,
    seed,
    ...counts,
    steps: stepsDone,
    seconds,
    peakMb,
    net,
    iou,
    miou,
    miouForeground,
    dice,
    nsd,
    interval,
    byModality,
    nets,
  }
}
