import { QueueService } from '../queue/QueueService.ts'
import type { Way } from './plan.ts'
import { startNamed, starts } from './starts.ts'

/** What ways are made of: each of these with each of the others. */
export interface Asked {
  readonly methods: readonly string[]
  /** Names of the queue's strategies; `random` is the frames that an experiment without rounds draws. */
  readonly strategies: readonly string[]
  readonly starts: readonly string[]
}

/** Every way that was asked for, named by what tells it from the others. Fails WRONG_USAGE for a name that there is not. */
export function waysOf({ methods, strategies, starts: wanted }: Asked): Way[] {
  return methods.flatMap((method) =>
    wanted.flatMap((start) =>
      strategies.map((strategy): Way => {
        const parts = [
          { name: strategy, of: strategies },
          { name: start, of: wanted },
          { name: method, of: methods },
        ]
        const telling = parts.filter(({ of }) => of.length > 1).map(({ name }) => name)
        return {
          name: telling.join('+') || strategy,
          method,
          strategy: strategy === 'random' ? strategy : QueueService.strategyNamed(strategy),
          start: startNamed(start),
        }
      }),
    ),
  )
}

/** What rounds of a study do. */
export const USUAL_START = starts[0]?.name ?? 'warm'
