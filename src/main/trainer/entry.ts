/** The trainer process: turns messages into `runJob` and back. The only file here that knows it is a process. */
import { reasonOf } from '../../shared/reasons/Refused.ts'
import {
  type Manners,
  PROTOCOL_VERSION,
  type TrainerMessage,
  type TrainerRequest,
  type Work,
} from '../../shared/trainer/messages.ts'
import type { FrameRef } from '../../shared/trainer/protocol.ts'
import { loggedError } from '../files/writeLog.ts'
import { Cancelled, failureOf } from './jobFailure.ts'
import { Holding } from './loop/Holding.ts'
import { keepManners } from './manners.ts'
import type { LastModel } from './predict/LastModel.ts'

type End = Extract<TrainerMessage, { kind: 'done' | 'failed' }>
interface Loaded {
  readonly runJob: typeof import('./runJob.ts')['runJob']
  readonly device: ReturnType<typeof import('./ops/device.ts')['deviceOf']>
  readonly models: LastModel
}

/** What was asked of the job at work. */
interface Wishes {
  cancelled: boolean
  paused: boolean
  preferred: readonly string[]
  /** Frames on which somebody asks what is taken for true, by id. */
  readonly asked: Map<string, FrameRef>
  readonly holding: Holding
}

let atWork: Wishes | undefined
let loaded: Loaded | undefined
let unsent = Promise.resolve()

function send(message: TrainerMessage): void {
  const sent = new Promise<void>((resolve) => process.send?.(message, undefined, undefined, () => resolve()))
  unsent = unsent.then(() => sent)
}

async function handle(request: TrainerRequest): Promise<void> {
  if (request.kind === 'cancel') {
    if (atWork) atWork.cancelled = true
    return
  }
  if (request.kind === 'pause') {
    if (atWork) atWork.paused = true
    return
  }
  if (request.kind === 'prefer') {
    if (atWork) atWork.preferred = request.frames
    return
  }
  if (request.kind === 'takes') {
    for (const frame of request.frames) atWork?.asked.set(frame.id, frame)
    return
  }
  if (request.kind === 'hold') {
    atWork?.holding.ask(request.ms)
    return
  }
  if (atWork) return send({ kind: 'failed', code: 'failed', reason: reasonOf('trainerBusy') })
  if (request.version !== PROTOCOL_VERSION)
    return send({ kind: 'failed', code: 'failed', reason: reasonOf('trainerOfOtherVersion') })
  const wishes: Wishes = {
    cancelled: false,
    paused: false,
    preferred: [],
    asked: new Map(),
    holding: new Holding(),
  }
  atWork = wishes
  const end = await endOf(request, wishes)
  atWork = undefined
  send(end)
  if (!request.stay || (end.kind === 'failed' && end.code !== 'cancelled')) await leave()
}

async function endOf(work: Work & { readonly manners: Manners }, wishes: Wishes): Promise<End> {
  try {
    if (!loaded) keepManners(work.manners)
    loaded ??= await load()
  } catch (error) {
    const reason = reasonOf('noTensorFlow')
    return { kind: 'failed', code: 'failed', reason, detail: String(error), error: loggedError(error) }
  }
  const { runJob, device, models } = loaded
  send({ kind: 'ready', device })
  const stopIfCancelled = () => {
    if (wishes.cancelled) throw new Cancelled()
  }
  try {
    const outside = {
      emit: send,
      stopIfCancelled,
      pauseAsked: () => wishes.paused,
      giveWay: () => wishes.holding.wait(() => wishes.paused || wishes.cancelled),
      preferred: () => wishes.preferred,
      nextAsked: () => taken(wishes.asked),
    }
    return { kind: 'done', answer: await runJob(work, outside, models) }
  } catch (error) {
    return { kind: 'failed', ...failureOf(error) }
  }
}

/** The first of some frames, which is taken from among them. */
function taken(asked: Map<string, FrameRef>): FrameRef | undefined {
  const [first] = asked.values()
  if (first) asked.delete(first.id)
  return first
}

/** TensorFlow is loaded here and not at the top, so that its absence is an answer and not a crash. */
async function load(): Promise<Loaded> {
  const [{ runJob }, { deviceOf }, { LastModel: Models }] = await Promise.all([
    import('./runJob.ts'),
    import('./ops/device.ts'),
    import('./predict/LastModel.ts'),
  ])
  return { runJob, device: deviceOf(), models: new Models() }
}

/**
 * Memory that TensorFlow holds on to goes back to the machine with the process. What was said is first heard: a channel
 * that is closed drops what it has not sent.
 */
async function leave(): Promise<void> {
  await unsent
  process.disconnect?.()
}

process.on('message', (request: TrainerRequest) => void handle(request))
process.on('disconnect', () => process.exit(0))
