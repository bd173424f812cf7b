import type { JobKind } from '../../../shared/trainer/messages.ts'

/** Who is served first: a person who waits for an answer, then a round and other long work, then what nobody waits for. */
export type Priority = 'waiting' | 'round' | 'background'

/** The more important comes first. */
export const PRIORITIES: readonly Priority[] = ['waiting', 'round', 'background']

/**
 * Where a job is done. Small work goes on beside one long job, so that nobody waits for a round to end; two long ones
 * would take each other's memory and time.
 *  - `long`: takes most of the machine, for minutes or hours;
 *  - `warm`: seconds, most of which TensorFlow takes to load, so it is kept loaded;
 *  - `apart`: rare, and may need much memory, which goes back with its process.
 */
export type Place = 'long' | 'warm' | 'apart'

const PLACES: Readonly<Record<JobKind, Place>> = {
  train: 'long',
  bench: 'long',
  predict: 'warm',
  trust: 'warm',
  evaluate: 'warm',
  probe: 'warm',
  convert: 'apart',
  export: 'apart',
  diagnose: 'apart',
}

/** What nobody waits for is long, whatever its kind: a whole study's overlays take as long as a round. */
export const placeOf = (kind: JobKind, priority: Priority): Place =>
  priority === 'waiting' ? PLACES[kind] : 'long'
