import { eventIterator } from '@orpc/contract'
import * as z from 'zod'

/** Progress of a long piece of work; the last event carries the result. */
export const progress = <T extends z.ZodType>(result: T) =>
  eventIterator(
    z.discriminatedUnion('kind', [
      z.object({
        kind: z.literal('progress'),
        done: z.number(),
        total: z.number(),
        secondsLeft: z.number().nullable(),
      }),
      z.object({ kind: z.literal('done'), result }),
    ]),
  )
