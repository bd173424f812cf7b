import { eventIterator } from '@orpc/contract'
import * as z from 'zod'
import { operation } from './operation.ts'

/** Somebody else who has the study open, in however many windows. */
export const present = z.object({
  name: z.string(),
  /** Nobody has touched their windows for a while, or they are locked. */
  away: z.boolean(),
  /** The frames that are open there. */
  frames: z.array(z.number()),
})
export type Present = z.infer<typeof present>

/** Who else is here: first whoever came first. Of frames that are read blind it says no more than that somebody is there. */
export const others = z.object({
  people: z.array(present),
  somebodyOn: z.array(z.number()),
})
export type Others = z.infer<typeof others>

/** Who has the study open now. Nothing of it is kept. */
export const presence = {
  /** Who else is here and where, again with each change; whoever follows is here for others, until they stop. */
  here: operation().output(eventIterator(others)),
  /**
   * Says which frame lies open in the window that asks, and whether anybody is at it. Windows say so only where others are
   * here; that a frame is opened does not tell, for its neighbours are opened beforehand.
   */
  tell: operation()
    .input(z.object({ frame: z.number().nullable(), away: z.boolean() }))
    .output(z.object({})),
}
