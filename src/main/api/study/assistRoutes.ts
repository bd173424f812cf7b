import { studyOperation } from '../answering/operations.ts'

const see = studyOperation('see')
const label = studyOperation('label')

/** A first mask from a box, and what looks like a frame. It changes nothing: what comes of it is painted. */
export const assistRoutes = {
  prepare: label.assist.prepare.handler(({ context, input }) => context.engine.assist.prepare(input.frames)),
  propose: label.assist.propose.handler(({ context, input }) => {
    // A hand has drawn the box, as it would a stroke.
    context.engine.giveWayToPainting()
    return context.engine.assist.propose(input)
  }),
  alike: see.assist.alike.handler(({ context, input }) => context.engine.assist.alike(input)),
}
