import { studyOperation } from '../answering/operations.ts'
import { startReached } from '../answering/startReached.ts'

const see = studyOperation('see')
const train = studyOperation('train')

const text = (data: Uint8Array) => Buffer.from(data).toString('base64')

/** Rounds of training. */
export const trainingRoutes = {
  outlook: see.training.outlook.handler(({ context }) => context.engine.training.outlook()),
  start: train.training.start.handler(async ({ context, input }) =>
    context.engine.training.start(context.actor, await startReached(context, input)),
  ),
  resume: train.training.resume.handler(({ context, input }) =>
    context.engine.training.resume(context.actor, input.run),
  ),
  pause: train.training.pause.handler(({ context, input }) =>
    context.engine.training.pause(context.actor, input.run),
  ),
  cancel: train.training.cancel.handler(({ context, input }) =>
    context.engine.training.cancel(context.actor, input.run),
  ),
  rounds: see.training.rounds.handler(({ context }) => context.engine.training.rounds()),
  curves: see.training.curves.handler(({ context, input }) => context.engine.training.curves(input.run)),
  taken: see.training.taken.handler(async ({ context, input }) =>
    (await context.engine.training.taken(input.run, input.frames)).map(({ id, net, step, taken }) => {
      const frame = Number(id)
      if (!taken) return { frame, net, step, taken }
      const { probabilities, trusted, labelledShare, trustedShare } = taken
      const { data, ...grid } = probabilities
      const shares = { labelledShare: [...labelledShare], trustedShare: [...trustedShare] }
      return {
        frame,
        net,
        step,
        taken: { ...grid, probabilities: text(data), trusted: text(trusted), ...shares },
      }
    }),
  ),
  strip: see.training.strip.handler(({ context, input }) => context.engine.training.strip(input.run)),
  watch: see.training.watch.handler(({ context, signal }) => context.engine.training.watch(signal)),
}
