import { studyOperation } from '../answering/operations.ts'

const see = studyOperation('see')
const train = studyOperation('train')

/** The line of rounds that wait for their turn or their time. */
export const planningRoutes = {
  list: see.planning.list.handler(({ context }) => context.engine.training.planned.list()),
  add: train.planning.add.handler(({ context, input }) =>
    context.engine.training.planned.add(context.actor, input),
  ),
  change: train.planning.change.handler(({ context, input }) =>
    context.engine.training.planned.change(input),
  ),
  move: train.planning.move.handler(({ context, input }) => context.engine.training.planned.move(input)),
  remove: train.planning.remove.handler(({ context, input }) =>
    context.engine.training.planned.remove(input.id),
  ),
  goOn: train.planning.goOn.handler(({ context }) => context.engine.training.planned.goOn()),
}
