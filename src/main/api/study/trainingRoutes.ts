import { studyOperation } from '../answering/operations.ts'

const see = studyOperation('see')
const train = studyOperation('train')

/** Rounds of training. */
export const trainingRoutes = {
  outlook: see.training.outlook.handler(({ context }) => context.engine.training.outlook()),
  start: train.training.start.handler(({ context, input }) =>
    context.engine.training.start(context.actor, input),
  ),
  resume: train.training.resume.handler(({ context, input }) =>
    context.engine.training.resume(context.actor, input.run),
  ),
  pause: train.training.pause.handler(({ context, input }) => context.engine.training.pause(input.run)),
  cancel: train.training.cancel.handler(({ context, input }) => context.engine.training.cancel(input.run)),
  rounds: see.training.rounds.handler(({ context }) => context.engine.training.rounds()),
  curves: see.training.curves.handler(({ context, input }) => context.engine.training.curves(input.run)),
  strip: see.training.strip.handler(({ context, input }) => context.engine.training.strip(input.run)),
  watch: see.training.watch.handler(({ context, signal }) => context.engine.training.watch(signal)),
}
