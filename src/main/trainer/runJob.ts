import { assertNever } from '../../shared/domain/assertNever.ts'
import { Refused, reasonOf } from '../../shared/reasons/Refused.ts'
import type { AnswerOf, JobFailure, JobKind, Work } from '../../shared/trainer/messages.ts'
import type { EvaluateJob, PredictJob } from '../../shared/trainer/protocol.ts'
import { loggedError } from '../files/writeLog.ts'
import { benchStep } from './bench/benchStep.ts'
import { PictureCache } from './data/PictureCache.ts'
import { deviceOf } from './device.ts'
import { diagnose } from './diagnose/diagnose.ts'
import { evaluate } from './loop/evaluate.ts'
import { labelFrames } from './loop/labelFrames.ts'
import type { Outside } from './loop/Outside.ts'
import { Paused } from './loop/Paused.ts'
import { train } from './loop/train.ts'
import type { LastModel } from './predict/LastModel.ts'
import { convertWeights, exportModel } from './weights/exchange.ts'

/** Thrown inside a job once its cancellation was asked for. */
export class Cancelled extends Error {}

/** Runs one job to its answer, reporting through `outside`. Knows nothing of processes. */
export async function runJob(work: Work, outside: Outside, models: LastModel): Promise<AnswerOf<JobKind>> {
  switch (work.kind) {
    case 'train':
      return train(work.job, outside)
    case 'predict':
      return predict(work.job, outside, models)
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
  })
}

/**
 * What went wrong, as a code the engine acts on and a reason a person can use. The message of what was refused is that
 * reason in words; its detail is what they do not tell.
 */
export function failureOf(error: unknown): JobFailure {
  if (error instanceof Cancelled) return { code: 'cancelled', reason: reasonOf('cancelled') }
  if (error instanceof Refused) {
    const { reason, detail } = error
    const code = error instanceof Paused ? 'paused' : 'failed'
    return { code, reason, ...(detail ? { detail } : {}), error: loggedError(error) }
  }
  const detail = error instanceof Error ? error.message : String(error)
  if (/OOM|out of memory|bad_alloc|Array buffer allocation failed|WebAssembly\.Memory\.grow/i.test(detail))
    return { code: 'failed', reason: reasonOf('memoryShort'), detail }
  return {
    code: 'failed',
    reason: reasonOf('trainerFailed'),
    detail,
    error: loggedError(error),
  }
}
