import { mkdir } from 'node:fs/promises'
import { join } from 'node:path'
import { lesionOverlap } from '../../../shared/domain/lesionOverlap.ts'
import type { Mask } from '../../../shared/domain/mask.ts'
import { spreadOver } from '../../../shared/domain/spreadOver.ts'
import { reasonOf } from '../../../shared/reasons/Refused.ts'
import type { FrameScore, TrainerDevice, TrainJob, TrainResult } from '../../../shared/trainer/protocol.ts'
import { diskReason } from '../../files/diskReason.ts'
import type { Batch } from '../data/Batch.ts'
import type { BatchPlan } from '../data/BatchMaker.ts'
import { BatchQueue } from '../data/BatchQueue.ts'
import { PictureCache } from '../data/PictureCache.ts'
import { Diverged } from '../learners/Diverged.ts'
import { viewsOf } from '../methods/index.ts'
import type { FlatWeights } from '../nets/FlatWeights.ts'
import { deviceOf, sameArithmetic, wordsOf } from '../ops/device.ts'
import { saveModel } from '../weights/modelFile.ts'
import { BestSoFar } from './BestSoFar.ts'
import { bytesOf, lastCheckpoint, removeHalves, saveCheckpoint } from './checkpoint.ts'
import { breathe, evaluate } from './evaluate.ts'
import { judgeChampion, judgeNets } from './judge.ts'
import { labelFrames } from './labelFrames.ts'
import { labelledMeans } from './labelledMeans.ts'
import { likenessOf } from './likeness.ts'
import { LimitWatch } from './limits.ts'
import type { Outside } from './Outside.ts'
import { Paused } from './Paused.ts'
import { peakMb } from './peakMb.ts'
import { StepClock } from './StepClock.ts'
import { Strip } from './Strip.ts'
import { tellTaken } from './taken.ts'
import { TrainingRun } from './trainingRun.ts'

/** Looks at validation during a run, for the live chart and the best net: so often at least, so far apart at most. */
const LOOKS = 6
const LOOK_AT_MOST = 250
const LOOK_FRAMES = 24
/** Test frames of an experiment on which it is watched how alike classes are. */
const WATCHED = 4
/** Decoded validation frames kept for the next look. */
const LOOKED_BYTES = 256e6

/**
 * One round: learns, judges the result and the champion on the frozen frames, then labels the frames asked for. A
 * run that is cancelled or paused leaves a checkpoint that `resume` goes on from; so does a crash, up to
 * `checkpointEvery` steps earlier. `train 2n` equals `train n, stop, resume`.
 */
export async function train(job: TrainJob, outside: Outside): Promise<TrainResult> {
  const { settings, runFolder } = job
  await mkdir(runFolder, { recursive: true })
  await removeHalves(runFolder)
  const run = await TrainingRun.start(job)
  const pictures = new PictureCache(settings.frameSide, LOOKED_BYTES)
  const best = new BestSoFar(runFolder)
  const saves = new Saves(job, run, outside)
  const looks = looksOf(settings.steps)
  const strip = new Strip(spreadOver(job.validation, LOOK_FRAMES), looks.count, outside)
  try {
    const { steps, seconds, divergedAt } = await learn(job, run, { best, saves, pictures, strip }, outside)
    const championScores = await judgeChampion(job, outside)
    const judged = await judgeNets(job, run, steps, championScores, best, pictures.read, outside)
    const { candidates, chosen } = judged
    const scores = chosen.validation
    await seeStrip(strip, run.network, chosen, { job, pictures, outside })
    if (scores) outside.emit({ kind: 'validated', step: chosen.step, iou: scores.iou, miou: scores.miou })
    const path = join(runFolder, 'model.safetensors')
    const means = await labelledMeans(run.network, chosen.weights, job.labelled, pictures.read)
    const result: TrainResult = {
      steps,
      seconds,
      weights: await saveModel(path, run.network, chosen.weights, settings, means),
      parameters: run.network.parameterCount,
      thresholds: run.report().thresholds,
      divergedAt,
      net: chosen.net,
      scores,
      candidates,
      championScores,
      peakMb: peakMb(),
    }
    outside.emit({ kind: 'trained', result })
    const model = {
      network: run.network,
      weights: chosen.weights,
      second: secondNet(run, chosen.net, settings),
      means,
    }
    await labelFrames(model, job.predict, pictures.read, outside)
    return result
  } catch (error) {
    throw diskReason(error)?.name === 'diskFull' ? new Paused(saves.step, 'disk', error) : error
  } finally {
    run.dispose()
  }
}

/** The net that a run has beside the one that becomes its model; undefined where the method has no teacher. */
function secondNet(
  { student, teacher }: TrainingRun,
  net: TrainResult['net'],
  { keeps }: TrainJob['settings'],
) {
  // The best net of a run is of the kind that its settings keep.
  const kind = net === 'best' ? keeps : net
  return teacher && (kind === 'teacher' ? student.weights : teacher)
}

async function learn(
  job: TrainJob,
  run: TrainingRun,
  { best, saves, pictures, strip }: { best: BestSoFar; saves: Saves; pictures: PictureCache; strip: Strip },
  outside: Outside,
) {
  const { settings, runFolder } = job
  const resumed = job.resume ? await restore(job, run, outside) : { step: 0, seconds: 0 }
  saves.step = resumed.step
  await best.restore(resumed.step)
  const clock = new StepClock(resumed.seconds)
  const writes = { folder: runFolder, bytes: bytesOf(run.checkpoint(0, 0)) }
  const limits = new LimitWatch(job.limits, { writes })
  const save = (step: number) => saves.save(step, clock.seconds)
  const { every: lookEvery } = looksOf(settings.steps)
  const batches = new BatchQueue(planOf(job), settings.steps)
  const watched = spreadOver(job.test, WATCHED)
  try {
    if (resumed.step === 0)
      await seeStrip(strip, run.network, { step: 0, weights: run.kept }, { job, pictures, outside })
    clock.begin()
    for (let step = resumed.step; step < settings.steps; step++) {
      clock.leaveOut(await outside.giveWay())
      await stopWhereAsked(step, limits, outside, save)
      const losses = learnOrDiverge(run, step, await batches.take(step), job)
      if (losses instanceof Diverged) return { steps: step, seconds: clock.seconds, divergedAt: losses.step }
      const done = step + 1
      const pace = clock.tick(settings.steps - done)
      const isLook = done % lookEvery === 0
      const report = { step: done, steps: settings.steps, losses, ...run.report(), ...pace }
      const likeness =
        isLook && watched.length > 0
          ? { likeness: await likenessOf(run.network, run.kept, watched, pictures.read) }
          : {}
      outside.emit({ kind: 'step', report: { ...report, ...likeness } })
      if (isLook && done < settings.steps) await look(job, run, { best, pictures, strip }, done, outside)
      if (done % settings.checkpointEvery === 0 || done === settings.steps) await save(done)
      await tellTaken(run, done, pictures.read, outside)
      await breathe()
    }
  } finally {
    await batches.close()
  }
  return { steps: settings.steps, seconds: clock.seconds, divergedAt: null }
}

/** How often validation is looked at in a run of so many steps. */
function looksOf(steps: number): { every: number; count: number } {
  const every = Math.min(LOOK_AT_MOST, Math.max(1, Math.ceil(steps / LOOKS)))
  return { every, count: Math.floor(steps / every) }
}

/** Looks at the frames of the strip alone: before the first step, and with the net that became the model. */
async function seeStrip(
  strip: Strip,
  network: TrainingRun['network'],
  { step, weights }: { readonly step: number; readonly weights: FlatWeights },
  { job, pictures, outside }: { job: TrainJob; pictures: PictureCache; outside: Outside },
): Promise<void> {
  const take = (_: number, score: FrameScore, predicted: Mask) => {
    strip.take(score, predicted)
    return outside.giveWay()
  }
  await evaluate(network, weights, strip.frames, pictures.read, take, job.settings.classes)
  strip.tell(step, 0)
}

/** The checkpoints of a run. */
class Saves {
  /** The step of the newest, after which the run could go on. */
  step = 0
  private readonly job: TrainJob
  private readonly run: TrainingRun
  private readonly outside: Outside

  constructor(job: TrainJob, run: TrainingRun, outside: Outside) {
    this.job = job
    this.run = run
    this.outside = outside
  }

  async save(step: number, seconds: number): Promise<void> {
    await saveCheckpoint(this.job.runFolder, this.run.checkpoint(step, seconds), this.job.settings)
    this.step = step
    this.outside.emit({ kind: 'checkpoint', step })
  }
}

/** One step. A loss that is no number ends the learning, but not the round, where validation can still choose a net. */
function learnOrDiverge(run: TrainingRun, step: number, batch: Batch, { validation }: TrainJob) {
  try {
    return run.learn(step, batch)
  } catch (error) {
    if (error instanceof Diverged && validation.length > 0) return error
    throw error
  }
}

/** Ends the run between two steps, with a checkpoint, where somebody or something wants it. */
async function stopWhereAsked(
  step: number,
  limits: LimitWatch,
  outside: Outside,
  save: (step: number) => Promise<void>,
): Promise<void> {
  const reason = outside.pauseAsked() ? 'asked' : limits.reason()
  if (reason) {
    await save(step)
    throw new Paused(step, reason)
  }
  try {
    outside.stopIfCancelled()
  } catch (cancelled) {
    await save(step)
    throw cancelled
  }
}

function planOf({ settings, labelled, unlabelled }: TrainJob): BatchPlan {
  const { batch, size, seed, frameSide, rareShare, rareCrops, correctedTimes } = settings
  const views = viewsOf(settings)
  return {
    labelled: labelled.map(({ path, mask, corrected }) => ({ path, mask, corrected })),
    unlabelled: views.unlabelled ? unlabelled : [],
    batch,
    size,
    seed,
    frameSide,
    rareShare,
    rareCrops,
    correctedTimes,
    views,
  }
}

async function restore({ runFolder, settings }: TrainJob, run: TrainingRun, { emit }: Outside) {
  const { found, skipped } = await lastCheckpoint(runFolder, settings)
  for (const name of skipped)
    emit({ kind: 'notice', reason: reasonOf('checkpointPassedOver', { file: name }) })
  if (found?.device && !sameArithmetic(found.device, deviceOf()))
    emit({ kind: 'notice', reason: movedFrom(found.device) })
  if (found) run.restore(found)
  return found ?? { step: 0, seconds: 0 }
}

const movedFrom = (device: TrainerDevice) =>
  reasonOf('roundMoved', { before: wordsOf(device), here: wordsOf(deviceOf()) })

async function look(
  job: TrainJob,
  run: TrainingRun,
  { best, pictures, strip }: { best: BestSoFar; pictures: PictureCache; strip: Strip },
  step: number,
  { emit, giveWay }: Outside,
) {
  if (job.validation.length === 0) return
  const frames = spreadOver(job.validation, LOOK_FRAMES)
  const { iou, miou, perFrame } = await evaluate(
    run.network,
    run.kept,
    frames,
    pictures.read,
    (_, score, predicted) => {
      strip.take(score, predicted)
      return giveWay()
    },
    job.settings.classes,
  )
  strip.tell(step, Math.round(step / looksOf(job.settings.steps).every))
  await best.offer(step, lesionOverlap(perFrame) ?? miou, run.kept)
  emit({ kind: 'validated', step, iou, miou })
}
