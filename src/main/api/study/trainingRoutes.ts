import { studyOperation as os } from '../operations.ts'

/** Rounds of training. */
export const trainingRoutes = {
  outlook: os.training.outlook.handler(({ context }) => context.engine.training.outlook()),
  start: os.training.start.handler(({ context, input }) =>
    context.engine.training.start(context.actor, input),
  ),
  resume: os.training.resume.handler(({ context, input }) =>
    context.engine.training.resume(context.actor, input.run),
  ),
  pause: os.training.pause.handler(({ context, input }) => context.engine.training.pause(input.run)),
  cancel: os.training.cancel.handler(({ context, input }) => context.engine.training.cancel(input.run)),
  rounds: os.training.rounds.handler(({ context }) => context.engine.training.rounds()),
  curves: os.training.curves.handler(({ context, input }) => context.engine.training.curves(input.run)),
  watch: os.training.watch.handler(({ context, signal }) => context.engine.training.watch(signal)),
}
