/** The trainer process: turns messages into `runJob` and back. The only file here that knows it is a process. */
import { reasonOf } from '../../shared/reasons/Refused.ts'
import { PROTOCOL_VERSION, type TrainerEvent, type TrainerRequest } from '../../shared/trainer/protocol.ts'
import { loggedError } from '../files/writeLog.ts'

type Loaded = typeof import('./runJob.ts')

let cancelled = false
let paused = false
let busy = false

let unsent = Promise.resolve()

function send(event: TrainerEvent): void {
  const sent = new Promise<void>((resolve) => process.send?.(event, undefined, undefined, () => resolve()))
  unsent = unsent.then(() => sent)
}

async function handle(request: TrainerRequest): Promise<void> {
  if (request.kind === 'cancel') {
    cancelled = true
    return
  }
  if (request.kind === 'pause') {
    paused = true
    return
  }
  if (busy) return send({ kind: 'failed', code: 'failed', reason: reasonOf('trainerBusy') })
  if (request.version !== PROTOCOL_VERSION) {
    return send({
      kind: 'failed',
      code: 'failed',
      reason: reasonOf('trainerOfOtherVersion'),
    })
  }
  busy = true
  const loaded = await loadTensorFlow()
  if (!loaded) return await leave()
  const stopIfCancelled = () => {
    if (cancelled) throw new loaded.Cancelled()
  }
  try {
    await loaded.runJob(request, { emit: send, stopIfCancelled, pauseAsked: () => paused })
  } catch (error) {
    send(loaded.failureOf(error))
  }
  await leave()
}

/** TensorFlow is loaded here and not at the top, so that its absence is an answer and not a crash. */
async function loadTensorFlow(): Promise<Loaded | undefined> {
  try {
    const [loaded, { deviceOf }] = await Promise.all([import('./runJob.ts'), import('./ops/device.ts')])
    send({ kind: 'ready', device: deviceOf() })
    return loaded
  } catch (error) {
    const reason = reasonOf('noTensorFlow')
    send({ kind: 'failed', code: 'failed', reason, detail: String(error), error: loggedError(error) })
    return undefined
  }
}

/**
 * A process serves one job: memory that TensorFlow holds on to goes back to the machine with it. What was said is
 * first heard: a channel that is closed drops what it has not sent.
 */
async function leave(): Promise<void> {
  await unsent
  process.disconnect?.()
}

process.on('message', (request: TrainerRequest) => void handle(request))
process.on('disconnect', () => process.exit(0))
