import { settingsOfVariant } from '../../../shared/trainer/ablation.ts'
import type {
  Diagnosis,
  InitialWeights,
  LabelledFrame,
  ModelRef,
  TrainJob,
} from '../../../shared/trainer/protocol.ts'
import type { TrainingSettings } from '../../../shared/trainer/settings.ts'
import { answerOf, type JobService } from '../jobs/JobService.ts'
import type { divide } from './division.ts'
import { notedSteps, noteStep } from './keptRuns.ts'
import type { ExperimentPlan, Run, RunName } from './plan.ts'

/** Points of a chart's line; more cannot be told apart. */
const CHARTED = 150
/** Test frames that a report shows. */
const SHOWN = 4
/** Steps that a run which is killed loses at most; writing a checkpoint takes as long as a few. */
const CHECKPOINT_EVERY = 250

/** What is told of a run at each step. */
export interface RunProgress extends RunName {
  readonly step: number
  readonly steps: number
  readonly secondsLeft: number
}

export function settingsOf(
  { preset, classes, steps, size, batch, backbone }: ExperimentPlan,
  { method, seed }: RunName,
): TrainingSettings {
  const checkpointEvery = Math.min(steps, CHECKPOINT_EVERY)
  return settingsOfVariant(preset, method, { classes, steps, size, batch, backbone, seed, checkpointEvery })
}

/** One training: of which run, on what, from which weights, in which folder. */
export interface Begun extends RunName {
  readonly settings: TrainingSettings
  readonly sides: ReturnType<typeof divide>
  /** ImageNet weights, where they are here. */
  readonly weights: string | null
  readonly folder: string
  /** Whether it was begun before. */
  readonly resume: boolean
  /** Whether the report is to show what its model sees. */
  readonly isShown: boolean
}

/** Trains one method on one seed's division and judges it on the test frames. Fails where the trainer does. */
export async function runOne(
  jobs: JobService,
  begun: Begun,
  onStep: (progress: RunProgress) => void,
): Promise<Run> {
  const { settings, sides, folder, isShown } = begun
  const name = { method: begun.method, labelled: begun.labelled, seed: begun.seed }
  const { labelled, unlabelled, validation, test } = sides
  const every = Math.max(1, Math.floor(settings.steps / CHARTED))
  let noted = Promise.resolve()
  const asked = jobs.ask(
    { kind: 'train', job: jobOf(begun) },
    {
      priority: 'round',
      onEvent: (event) => {
        if (event.kind !== 'step') return
        const { report } = event
        onStep({ ...name, step: report.step, steps: report.steps, secondsLeft: report.secondsLeft })
        // A line of a chart that cannot be written costs the chart.
        if (report.step === 1 || report.step % every === 0)
          noted = noted.then(() => noteStep(folder, report)).catch(() => {})
      },
    },
  )
  const { seconds, candidates, net, weights: model } = answerOf(await asked.outcome)
  await noted
  const scores = candidates.find((c) => c.net === net)?.test
  if (!scores) throw new Error('A run of an experiment was not judged on its test frames.')
  const counts = {
    labelled: labelled.length,
    unlabelled: unlabelled.length,
    validation: validation.length,
    test: test.length,
  }
  const run = { ...name, counts, seconds, net, scores, candidates, steps: await notedSteps(folder) }
  return isShown ? { ...run, diagnosis: await diagnosisOf(jobs, model, test) } : run
}

function jobOf({ settings, sides, weights, folder, resume }: Begun): TrainJob {
  const { labelled, unlabelled, validation, test } = sides
  const initial: InitialWeights = weights ? { kind: 'imagenet', path: weights } : { kind: 'none' }
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
  const every = Math.max(1, Math.floor(test.length / SHOWN))
  const frames = test.filter((_, i) => i % every === 0).slice(0, SHOWN)
  return answerOf(await jobs.ask({ kind: 'diagnose', job: { model, frames } }).outcome)
}
