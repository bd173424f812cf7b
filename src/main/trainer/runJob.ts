import { assertNever } from '../../shared/domain/assertNever.ts'
import type { AnswerOf, JobKind, Work } from '../../shared/trainer/messages.ts'
import type { EvaluateJob, PredictJob } from '../../shared/trainer/protocol.ts'
import { benchStep } from './bench/benchStep.ts'
import { PictureCache } from './data/PictureCache.ts'
import { diagnose } from './diagnose/diagnose.ts'
import { convertWeights, exportModel } from './exchange/exchange.ts'
import { ofV8 } from './failures/v8Failures.ts'
import { evaluate } from './loop/evaluate.ts'
import { labelFrames } from './loop/labelFrames.ts'
import type { Outside } from './loop/Outside.ts'
import { tellKept } from './loop/taken.ts'
import { train } from './loop/train.ts'
import { deviceOf } from './ops/device.ts'
import type { LastModel } from './predict/LastModel.ts'

/**
 * Runs one job to its answer, reporting through `outside`. Knows nothing of processes. Throws a `Refused` for what a person
 * can do something about.
 */
export async function runJob(work: Work, outside: Outside, models: LastModel): Promise<AnswerOf<JobKind>> {
  try {
    return await answerTo(work, outside, models)
  } catch (error) {
    throw ofV8(error)
  }
}

async function answerTo(work: Work, outside: Outside, models: LastModel): Promise<AnswerOf<JobKind>> {
  switch (work.kind) {
    case 'train':
      return train(work.job, outside)
    case 'predict':
      return predict(work.job, outside, models)
    case 'trust':
      return tellKept(work.job, outside, models)
    case 'evaluate':
      return evaluateModel(work.job, outside, models)
    case 'convert':
      return convertWeights(work.job)
    case 'export':
      return exportModel(work.job)
    case 'diagnose':
      return diagnose(work.job, outside)
    case 'bench':
      return benchStep(work.job, outside)
    case 'probe':
      return deviceOf()
    default:
      return assertNever(work)
  }
}

async function predict({ model, frames }: PredictJob, outside: Outside, models: LastModel) {
  const loaded = await models.load(model)
  return labelFrames(loaded, frames, new PictureCache(loaded.settings.frameSide, 0).read, outside)
}

async function evaluateModel({ model, frames }: EvaluateJob, outside: Outside, models: LastModel) {
  const { network, weights, settings } = await models.load(model)
  return evaluate(network, weights, frames, new PictureCache(settings.frameSide, 0).read, (done) => {
    outside.stopIfCancelled()
    outside.emit({ kind: 'working', task: 'evaluate', done, total: frames.length, secondsLeft: 0 })
    return outside.giveWay()
  })
}
