import { mkdir } from 'node:fs/promises'
import { join } from 'node:path'
import { learnsFromUnlabelled } from '../../../shared/trainer/methods.ts'
import type { Scores, TrainJob, TrainResult } from '../../../shared/trainer/protocol.ts'
import type { BatchPlan } from '../data/BatchMaker.ts'
import { BatchQueue } from '../data/BatchQueue.ts'
import { PictureCache } from '../data/PictureCache.ts'
import { loadModel, saveModel } from '../weights/modelFile.ts'
import { lastCheckpoint, saveCheckpoint } from './checkpoint.ts'
import { breathe, evaluate } from './evaluate.ts'
import { labelFrames } from './labelFrames.ts'
import type { Outside } from './Outside.ts'
import { StepClock } from './StepClock.ts'
import { TrainingRun } from './trainingRun.ts'

/** Looks at validation during a run, for the live chart: so often, on so many frames at most. */
const LOOKS = 6
const LOOK_FRAMES = 12
/** Decoded validation frames kept for the next look. */
const LOOKED_BYTES = 256e6

/**
 * One round: learns, judges the result and the champion on the frozen frames, then labels the frames asked for. A
 * cancelled run leaves a checkpoint that `resume` goes on from; so does a crash, up to `checkpointEvery` steps
 * earlier. `train 2n` equals `train n, stop, resume`.
 */
export async function train(job: TrainJob, outside: Outside): Promise<void> {
  const { settings, runFolder } = job
  await mkdir(runFolder, { recursive: true })
  const run = await TrainingRun.start(job)
  const pictures = new PictureCache(settings.frameSide, LOOKED_BYTES)
  try {
    const { seconds } = await learn(job, run, pictures, outside)
    const weights = await saveModel(join(runFolder, 'model.safetensors'), run.network, run.kept, settings)
    const scores = await judge(job, run, pictures, outside)
    const championScores = await judgeChampion(job, outside)
    const { thresholds } = run.report()
    const parameters = run.network.parameterCount
    const result: TrainResult = {
      steps: settings.steps,
      seconds,
      weights,
      parameters,
      thresholds,
      scores,
      championScores,
    }
    outside.emit({ kind: 'trained', result })
    await labelFrames({ network: run.network, weights: run.kept }, job.predict, pictures.read, outside)
  } finally {
    run.dispose()
  }
}

async function learn(job: TrainJob, run: TrainingRun, pictures: PictureCache, outside: Outside) {
  const { settings, runFolder } = job
  const resumed = job.resume ? await restore(job, run, outside) : { step: 0, seconds: 0 }
  const clock = new StepClock(resumed.seconds)
  const save = async (step: number) => {
    await saveCheckpoint(runFolder, run.checkpoint(step, clock.seconds), settings)
    outside.emit({ kind: 'checkpoint', step })
  }
  const lookEvery = Math.max(1, Math.ceil(settings.steps / LOOKS))
  const batches = new BatchQueue(planOf(job), settings.steps)
  try {
    for (let step = resumed.step; step < settings.steps; step++) {
      try {
        outside.stopIfCancelled()
      } catch (cancelled) {
        await save(step)
        throw cancelled
      }
      const losses = run.learn(step, await batches.take(step))
      const done = step + 1
      const pace = clock.tick(settings.steps - done)
      outside.emit({
        kind: 'step',
        report: { step: done, steps: settings.steps, losses, ...run.report(), ...pace },
      })
      if (done % lookEvery === 0 && done < settings.steps) await look(job, run, pictures, done, outside)
      if (done % settings.checkpointEvery === 0 || done === settings.steps) await save(done)
      await breathe()
    }
  } finally {
    await batches.close()
  }
  return { seconds: clock.seconds }
}

function planOf({ settings, labelled, unlabelled }: TrainJob): BatchPlan {
  const { batch, size, seed, frameSide, weakCrop, loco, method } = settings
  return {
    labelled: labelled.map(({ path, mask }) => ({ path, mask })),
    unlabelled: learnsFromUnlabelled(method) ? unlabelled : [],
    batch,
    size,
    seed,
    frameSide,
    weakCrop,
    cutMixProbability: loco.cutMixProbability,
  }
}

async function restore({ runFolder, settings }: TrainJob, run: TrainingRun, { emit }: Outside) {
  const { found, skipped } = await lastCheckpoint(runFolder, settings)
  for (const name of skipped) emit({ kind: 'notice', message: `${name} is damaged and was passed over.` })
  if (found) run.restore(found)
  return found ?? { step: 0, seconds: 0 }
}

async function look(
  job: TrainJob,
  run: TrainingRun,
  pictures: PictureCache,
  step: number,
  { emit }: Outside,
) {
  if (job.validation.length === 0) return
  const every = Math.max(1, Math.floor(job.validation.length / LOOK_FRAMES))
  const frames = job.validation.filter((_, i) => i % every === 0).slice(0, LOOK_FRAMES)
  const { iou, miou } = await evaluate(run.network, run.kept, frames, pictures.read, () => {})
  emit({ kind: 'validated', step, iou, miou })
}

async function judge(
  job: TrainJob,
  run: TrainingRun,
  pictures: PictureCache,
  outside: Outside,
): Promise<Scores | null> {
  if (job.validation.length === 0) return null
  const clock = new StepClock(0)
  const scores = await evaluate(run.network, run.kept, job.validation, pictures.read, (done) => {
    outside.stopIfCancelled()
    const total = job.validation.length
    outside.emit({
      kind: 'working',
      task: 'evaluate',
      done,
      total,
      secondsLeft: clock.tick(total - done).secondsLeft,
    })
  })
  outside.emit({ kind: 'validated', step: job.settings.steps, iou: scores.iou, miou: scores.miou })
  return scores
}

async function judgeChampion(
  { champion, validation, settings }: TrainJob,
  outside: Outside,
): Promise<Scores | null> {
  if (!champion || validation.length === 0) return null
  const model = await loadModel(champion)
  if (model.settings.classes !== settings.classes) return null
  const pictures = new PictureCache(model.settings.frameSide, LOOKED_BYTES)
  return evaluate(model.network, model.weights, validation, pictures.read, () => outside.stopIfCancelled())
}
