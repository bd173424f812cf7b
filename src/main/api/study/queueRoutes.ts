import { QueueService } from '../../engine/queue/QueueService.ts'
import { studyOperation } from '../answering/operations.ts'

const see = studyOperation('see')

/** What to label next. */
export const queueRoutes = {
  next: see.queue.next.handler(async ({ context: { study }, input: { count, lesion } }) => {
    const asked =
      lesion === undefined ? QueueService.next(study, count) : QueueService.nextOfClass(study, count, lesion)
    const { waiting, frames } = await asked
    return { waiting, frames: [...frames] }
  }),
}
