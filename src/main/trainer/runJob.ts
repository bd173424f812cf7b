import { assertNever } from '../../shared/domain/assertNever.ts'
import { Refused, reasonOf } from '../../shared/reasons/Refused.ts'
import type { EvaluateJob, PredictJob, TrainerEvent, TrainerRequest } from '../../shared/trainer/protocol.ts'
import { loggedError } from '../files/writeLog.ts'
import { benchStep } from './bench/benchStep.ts'
import { PictureCache } from './data/PictureCache.ts'
import { diagnose } from './diagnose/diagnose.ts'
import { convertWeights, exportModel } from './exchange/exchange.ts'
import { evaluate } from './loop/evaluate.ts'
import { labelFrames } from './loop/labelFrames.ts'
import type { Outside } from './loop/Outside.ts'
import { Paused } from './loop/Paused.ts'
import { train } from './loop/train.ts'
import { loadModel } from './weights/modelFile.ts'

/** Thrown inside a job once its cancellation was asked for. */
export class Cancelled extends Error {}

export type Work = Exclude<TrainerRequest, { kind: 'cancel' | 'pause' }>

/** Runs one request to its end, reporting through `outside`. Knows nothing of processes. */
export async function runJob(request: Work, outside: Outside): Promise<void> {
  const { emit } = outside
  switch (request.kind) {
    case 'train':
      await train(request.job, outside)
      break
    case 'predict':
      await predict(request.job, outside)
      break
    case 'evaluate':
      emit({ kind: 'evaluated', scores: await evaluateModel(request.job, outside) })
      break
    case 'convert':
      emit(await convertWeights(request.job))
      break
    case 'export':
      emit(await exportModel(request.job))
      break
    case 'diagnose':
      emit({ kind: 'diagnosed', diagnosis: await diagnose(request.job, outside) })
      break
    case 'bench':
      emit({ kind: 'benched', result: await benchStep(request.job, outside) })
      break
    case 'probe':
      break
    default:
      assertNever(request)
  }
  emit({ kind: 'done' })
}

async function predict({ model, frames }: PredictJob, outside: Outside): Promise<void> {
  const loaded = await loadModel(model)
  await labelFrames(loaded, frames, new PictureCache(loaded.settings.frameSide, 0).read, outside)
}

async function evaluateModel({ model, frames }: EvaluateJob, outside: Outside) {
  const { network, weights, settings } = await loadModel(model)
  return evaluate(network, weights, frames, new PictureCache(settings.frameSide, 0).read, (done) => {
    outside.stopIfCancelled()
    outside.emit({ kind: 'working', task: 'evaluate', done, total: frames.length, secondsLeft: 0 })
  })
}

/**
 * What went wrong, as a code the engine acts on and a reason a person can use. The message of what was refused is that
 * reason in words; its detail is what they do not tell.
 */
export function failureOf(error: unknown): Extract<TrainerEvent, { kind: 'failed' }> {
  if (error instanceof Cancelled) return { kind: 'failed', code: 'cancelled', reason: reasonOf('cancelled') }
  if (error instanceof Refused) {
    const { reason, detail } = error
    const code = error instanceof Paused ? 'paused' : 'failed'
    return { kind: 'failed', code, reason, ...(detail ? { detail } : {}), error: loggedError(error) }
  }
  const detail = error instanceof Error ? error.message : String(error)
  if (/OOM|out of memory|bad_alloc|Array buffer allocation failed|WebAssembly\.Memory\.grow/i.test(detail))
    return {
      kind: 'failed',
      code: 'failed',
      reason: reasonOf('memoryShort'),
      detail,
      error: loggedError(error),
    }
  return {
    kind: 'failed',
    code: 'failed',
    reason: reasonOf('trainerFailed'),
    detail,
    error: loggedError(error),
  }
}
