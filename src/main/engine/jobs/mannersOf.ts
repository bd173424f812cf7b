import { availableParallelism } from 'node:os'
import type { Manners, Work } from '../../../shared/trainer/messages.ts'
import { comesBehind } from '../../process/goBehind.ts'
import type { Place } from './places.ts'

/** How a job keeps out of people's way. What is timed, and what a person waits for, steps back behind nobody. */
export function mannersOf(work: Work, place: Place): Manners {
  if (place !== 'long' || work.kind === 'bench') return { behind: false, threads: null }
  const wanted = work.kind === 'train' ? work.job.limits.threads : null
  return {
    behind: comesBehind(),
    threads: wanted ?? threadsBeside(availableParallelism()),
  }
}

/** One core is left to whoever works at the machine, where there are more than two. */
export const threadsBeside = (cores: number): number => (cores > 2 ? cores - 1 : cores)
