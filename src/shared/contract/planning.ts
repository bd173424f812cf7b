import * as z from 'zod'
import { reason } from '../reasons/index.ts'
import { operation } from './operation.ts'
import { name } from './texts.ts'
import { roundOptions } from './training.ts'

/**
 * A round that waits. `waits`: for its turn and its time. `starts`: it is being started. `missed`: its time passed while
 * LoCo Studio was closed. `failed`: it could not start when it was its turn. The last two wait for a person and let others by.
 */
export const plannedRound = z.object({
  id: z.string(),
  options: roundOptions,
  /** It does not start before; null for as soon as it is its turn. */
  notBefore: z.string().nullable(),
  /** Who planned it. */
  reader: z.string(),
  state: z.enum(['waits', 'starts', 'missed', 'failed']),
  /** Why it could not start. */
  problem: reason.nullable(),
})
export type PlannedRound = z.infer<typeof plannedRound>

export const plan = z.object({
  /** In the order in which they start. */
  rounds: z.array(plannedRound),
  /** The last round ended before its time, by itself: rounds without a time wait until a person lets them go on. */
  holds: z.boolean(),
})
export type Plan = z.infer<typeof plan>

const when = z.iso.datetime().nullable()

/** The line of rounds. They start while the study is open alone, each from what there is to learn from by then. */
export const planning = {
  list: operation().output(plan),
  /** Puts a round at the end of the line. Fails WRONG_USAGE where the line is full. */
  add: operation('WRONG_USAGE')
    .input(z.object({ options: roundOptions, notBefore: when }))
    .output(plannedRound),
  /** Gives a round another time, or other options, and lets one that was missed or could not start wait again. */
  change: operation('RUN_NOT_FOUND')
    .input(z.object({ id: name, options: roundOptions.optional(), notBefore: when }))
    .output(plannedRound),
  /** Moves a round by so many places, up where negative. */
  move: operation('RUN_NOT_FOUND')
    .input(z.object({ id: name, by: z.number().int().min(-100).max(100) }))
    .output(plan),
  /** Takes a round out of the line. One that is gone, or has started, is no error. */
  remove: operation()
    .input(z.object({ id: name }))
    .output(plan),
  /** Lets rounds without a time go on although the last one ended before its time. */
  goOn: operation().output(plan),
}
