import { PresenceService } from '../../engine/presence/PresenceService.ts'
import { studyOperation } from '../answering/operations.ts'

const see = studyOperation('see')

/** Who else is here. A window is known by its connection. */
export const presenceRoutes = {
  here: see.presence.here.handler(({ context, signal }) =>
    PresenceService.follow(context, context.caller, signal),
  ),
  tell: see.presence.tell.handler(({ context: { study, caller }, input }) => {
    PresenceService.tell(study, caller, input)
    return {}
  }),
}
