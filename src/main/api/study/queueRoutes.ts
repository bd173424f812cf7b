import { QueueService } from '../../engine/queue/QueueService.ts'
import { studyOperation } from '../answering/operations.ts'

const see = studyOperation('see')

/** What to label next. */
export const queueRoutes = {
  next: see.queue.next.handler(async ({ context: { study }, input: { count } }) => {
    const { waiting, frames } = await QueueService.next(study, count)
    return { waiting, frames: [...frames] }
  }),
}
