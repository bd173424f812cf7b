import { join } from 'node:path'
import { Failure } from '../../../shared/contract/failure.ts'
import { settingsOfVariant } from '../../../shared/trainer/ablation.ts'
import type {
  Diagnosis,
  LabelledFrame,
  ModelRef,
  StepReport,
  TrainJob,
} from '../../../shared/trainer/protocol.ts'
import { answerOf } from '../../engine/jobs/JobService.ts'
import type { Terminal } from '../Command.ts'
import { duration, points } from '../options.ts'
import { divide, type ExperimentFrame } from './data.ts'
import type { ExperimentOptions, Run } from './Experiment.ts'

/** Points of a chart's line; more cannot be told apart. */
const CHARTED = 150
/** Test frames that a report shows. */
const SHOWN = 4

/** Trains one method on one seed's division and judges it on the test frames. */
export async function runOne(
  terminal: Terminal,
  o: ExperimentOptions,
  frames: readonly ExperimentFrame[],
  method: string,
  seed: number,
  out: string,
): Promise<Run> {
  if (!Number.isInteger(seed)) throw new Failure('seedNotWhole')
  const { labelled, unlabelled, validation, test } = divide(frames, o, seed)
  const { engine, progress, say } = terminal
  const { classes, steps, size, batch, backbone } = o
  const changes = { classes, steps, size, batch, backbone, seed, checkpointEvery: steps }
  const settings = settingsOfVariant(o.preset, method, changes)
  const weights = engine.runtime.imagenet[backbone]
  const job: TrainJob = {
    settings,
    labelled,
    unlabelled: unlabelled.map(({ id, path, mask }) => ({ id, path, truth: mask })),
    validation,
    test,
    limits: { stopAfterSeconds: null, pauseOnBattery: false },
    predict: [],
    initial: weights ? { kind: 'imagenet', path: weights } : { kind: 'none' },
    runFolder: join(out, `${method}-seed${seed}`),
    resume: false,
  }
  const charted: StepReport[] = []
  const every = Math.max(1, Math.floor(steps / CHARTED))
  const asked = engine.jobs.ask(
    { kind: 'train', job },
    {
      priority: 'round',
      onEvent: (event) => {
        if (event.kind !== 'step') return
        const { step, secondsLeft } = event.report
        progress(`${method} seed ${seed}: step ${step}/${steps}, ${duration(secondsLeft)} left`)
        if (step === 1 || step % every === 0) charted.push(event.report)
      },
    },
  )
  const { seconds, candidates, net, weights: model } = answerOf(await asked.outcome)
  const scores = candidates.find((c) => c.net === net)!.test!
  say(
    `${method}, seed ${seed}: mIoU ${points(scores.miou)}, Dice ${points(scores.dice)} in ${duration(seconds)}`,
  )
  const counts = {
    labelled: labelled.length,
    unlabelled: unlabelled.length,
    validation: validation.length,
    test: test.length,
  }
  const run = { method, seed, counts, seconds, net, scores, candidates, steps: charted }
  const isShown = String(seed) === o.seeds[0]
  return isShown ? { ...run, diagnosis: await diagnosisOf(terminal, model, test) } : run
}

/** Looks into a model on a few test frames, spread over them. */
async function diagnosisOf(
  { engine }: Terminal,
  model: ModelRef,
  test: readonly LabelledFrame[],
): Promise<Diagnosis> {
  const every = Math.max(1, Math.floor(test.length / SHOWN))
  const frames = test.filter((_, i) => i % every === 0).slice(0, SHOWN)
  return answerOf(await engine.jobs.ask({ kind: 'diagnose', job: { model, frames } }).outcome)
}
