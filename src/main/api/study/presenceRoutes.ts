import { PresenceService } from '../../engine/presence/PresenceService.ts'
import { studyOperation } from '../answering/operations.ts'

const see = studyOperation('see')

/** Who else is here. A window is known by its connection. */
export const presenceRoutes = {
  here: see.presence.here.handler(({ context, signal }) => {
    const { caller, gone } = context
    const { session } = caller
    // It ends with the session as it ends with the call: nobody is here who has signed out.
    const over = AbortSignal.any([signal, session?.live].filter((one) => one !== undefined))
    return PresenceService.follow(context, {
      key: caller,
      isLocked: () => session?.isLocked ?? false,
      over,
      gone,
    })
  }),
  tell: see.presence.tell.handler(({ context: { study, caller }, input }) => {
    PresenceService.tell(study, caller, input)
    return {}
  }),
}
