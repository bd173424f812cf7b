import { studyOperation } from '../answering/operations.ts'
import { startReached } from '../answering/startReached.ts'

const see = studyOperation('see')
const train = studyOperation('train')

/** The line of rounds that wait for their turn or their time. */
export const planningRoutes = {
  list: see.planning.list.handler(({ context }) => context.engine.training.planned.list()),
  add: train.planning.add.handler(async ({ context, input }) => {
    const options = await startReached(context, input.options)
    return context.engine.training.planned.add(context.actor, { ...input, options })
  }),
  change: train.planning.change.handler(async ({ context, input: { options, ...asked } }) => {
    const reachable = options && { options: await startReached(context, options) }
    return context.engine.training.planned.change(context.actor, { ...asked, ...reachable })
  }),
  move: train.planning.move.handler(({ context, input }) =>
    context.engine.training.planned.move(context.actor, input),
  ),
  remove: train.planning.remove.handler(({ context, input }) =>
    context.engine.training.planned.remove(context.actor, input.id),
  ),
  goOn: train.planning.goOn.handler(({ context }) => context.engine.training.planned.goOn(context.actor)),
}
