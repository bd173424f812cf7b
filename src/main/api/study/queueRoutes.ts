import { QueueService } from '../../engine/queue/QueueService.ts'
import { studyOperation } from '../answering/operations.ts'

const see = studyOperation('see')

/** What to label next. */
export const queueRoutes = {
  next: see.queue.next.handler(async ({ context: { study, actor }, input: { count, lesion } }) => {
    const asked =
      lesion === undefined
        ? QueueService.next(study, count, undefined, actor.name)
        : QueueService.nextOfClass(study, count, lesion, actor.name)
    const { waiting, frames } = await asked
    return { waiting, frames: [...frames] }
  }),
}
