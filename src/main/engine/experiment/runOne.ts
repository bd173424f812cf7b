import { spreadOver } from '../../../shared/domain/spreadOver.ts'
import type {
  Diagnosis,
  LabelledFrame,
  ModelRef,
  TrainerDevice,
  TrainJob,
} from '../../../shared/trainer/protocol.ts'
import { answerOf, type JobService } from '../jobs/JobService.ts'
import { countsOf } from './division.ts'
import { notedSteps, noteStep } from './keptRuns.ts'
import type { Run, RunName } from './plan.ts'
import type { PreparedRun } from './preparedRun.ts'

/** Points of a chart's line; more cannot be told apart. */
const CHARTED = 150
/** Test frames that a report shows. */
const SHOWN = 4

/** What is told of a run at each step. */
export interface RunProgress extends RunName {
  readonly step: number
  readonly steps: number
  readonly secondsLeft: number
}

/** One training: of which run, on what, from which weights, in which folder. */
export interface Begun extends PreparedRun {
  /** Of LoCo Studio. */
  readonly version: string
  /** Whether it was begun before. */
  readonly resume: boolean
}

/** Trains one method on one seed's division and judges it on the test frames. Fails where the trainer does. */
export async function runOne(
  jobs: JobService,
  begun: Begun,
  onStep: (progress: RunProgress) => void,
): Promise<Run> {
  const { name, settings, sides, folder, isShown, version } = begun
  const every = Math.max(1, Math.floor(settings.steps / CHARTED))
  let noted = Promise.resolve()
  let device: TrainerDevice | undefined
  const asked = jobs.ask(
    { kind: 'train', job: jobOf(begun) },
    {
      priority: 'round',
      onEvent: (event) => {
        if (event.kind === 'ready') device = event.device
        if (event.kind !== 'step') return
        const { report } = event
        onStep({ ...name, step: report.step, steps: report.steps, secondsLeft: report.secondsLeft })
        // A line of a chart that cannot be written costs the chart.
        if (report.step === 1 || report.step % every === 0 || report.likeness)
          noted = noted.then(() => noteStep(folder, report)).catch(() => {})
      },
    },
  )
  const { weights: model, steps: stepsDone, seconds, candidates, net, peakMb } = answerOf(await asked.outcome)
  await noted
  const scores = candidates.find((c) => c.net === net)?.test
  if (!scores) throw new Error('A run of an experiment was not judged on its test frames.')
  const run = {
    ...name,
    settings,
    counts: countsOf(sides),
    stepsDone,
    seconds,
    peakMb,
    madeBy: device ? { version, device } : null,
    net,
    scores,
    candidates,
    steps: await notedSteps(folder),
  }
  return isShown ? { ...run, diagnosis: await diagnosisOf(jobs, model, sides.test) } : run
}

/** What the trainer is given for a run. */
export function jobOf({ settings, sides, initial, folder, resume }: Begun): TrainJob {
  const { labelled, unlabelled, validation, test } = sides
  return {
    settings,
    labelled,
    unlabelled: unlabelled.map(({ id, path, mask }) => ({ id, path, truth: mask })),
    validation,
    test,
    limits: { stopAfterSeconds: null, pauseOnBattery: false },
    predict: [],
    initial,
    runFolder: folder,
    resume,
  }
}

/** Looks into a model on a few test frames, spread over them. */
async function diagnosisOf(
  jobs: JobService,
  model: ModelRef,
  test: readonly LabelledFrame[],
): Promise<Diagnosis> {
  const frames = spreadOver(test, SHOWN)
  return answerOf(await jobs.ask({ kind: 'diagnose', job: { model, frames } }).outcome)
}
