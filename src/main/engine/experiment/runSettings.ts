import { settingsOfVariant } from '../../../shared/trainer/ablation.ts'
import { kindNamed } from '../../../shared/trainer/methods/index.ts'
import { changedSettings } from '../../../shared/trainer/settingChange.ts'
import type { TrainingSettings } from '../../../shared/trainer/settings.ts'
import type { Counts, ExperimentPlan, RunLength, RunName } from './plan.ts'

/** Steps that a run which is killed loses at most; writing a checkpoint takes as long as a few. */
const CHECKPOINT_EVERY = 250

/** Settings of one run, whose length may follow from how many frames it has. */
export function settingsOf(
  { preset, classes, length, size, batch, backbone, changes = [], ways = [] }: ExperimentPlan,
  { method: name, seed }: Pick<RunName, 'method' | 'seed'>,
  counts: Pick<Counts, 'labelled' | 'unlabelled'>,
): TrainingSettings {
  const method = ways.find((way) => way.name === name)?.method ?? name
  const settings = settingsOfVariant(preset, method, { classes, size, batch, backbone, seed })
  const steps = stepsOf(length, kindNamed(settings.method).usesUnlabelled, counts, batch)
  const checkpointEvery = Math.min(steps, CHECKPOINT_EVERY)
  return changedSettings({ ...settings, steps, checkpointEvery }, changes)
}

/** An epoch drops its last incomplete batch (METHODS §0); one of fewer frames than a batch is one step. */
function stepsOf(
  length: RunLength,
  usesUnlabelled: boolean,
  { labelled, unlabelled }: Pick<Counts, 'labelled' | 'unlabelled'>,
  batch: number,
): number {
  if ('steps' in length) return length.steps
  const frames = usesUnlabelled || length.matchSteps ? unlabelled : labelled
  return length.epochs * Math.max(1, Math.floor(frames / batch))
}
