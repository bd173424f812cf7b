import { collapsesOf } from '../../../shared/domain/collapse.ts'
import { lesionOverlap } from '../../../shared/domain/lesionOverlap.ts'
import type { Candidate, Scores } from '../../../shared/trainer/protocol.ts'

/**
 * The net that a run offers: the one its settings want, as long as it has learned something and is not behind the
 * model in use; else the one that finds lesions best on validation patients.
 */
export function chooseNet<Net extends Pick<Candidate, 'net' | 'validation'>>(
  nets: readonly Net[],
  wanted: Candidate['net'],
  champion: Scores | null,
): Net {
  // The best may be the last, and a method without a teacher keeps its student.
  const preferred = nets.find(({ net }) => net === wanted) ?? nets[0]!
  const { validation } = preferred
  if (!validation || (isSound(validation) && figure(validation) >= figure(champion))) return preferred
  return [...nets].sort((a, b) => rank(b) - rank(a))[0]!
}

const figure = (scores: Scores | null): number => (scores ? (lesionOverlap(scores.perFrame) ?? 0) : 0)

const isSound = ({ perFrame }: Scores): boolean => collapsesOf(perFrame).length === 0

/** A sound net goes before any that has collapsed. */
const rank = ({ validation }: Pick<Candidate, 'validation'>): number =>
  figure(validation) + (validation && isSound(validation) ? 1 : 0)
