import type { Curves, RoundSummary } from '../../../../shared/contract/training.ts'
import type { Client } from '../../../api/client.ts'
import type { SeenFrame } from '../../../ui/pages/framePicture.ts'
import { readFrame } from '../../../ui/pages/readPictures.ts'

/** Frames that got worse that a report shows. */
const SHOWN = 6

/** What a round's report draws. */
export interface RoundPictures {
  readonly curves: Curves
  /** Validation frames that the model sees worse than the one before, the worst change first. */
  readonly worse: readonly (SeenFrame & { readonly before: number })[]
}

/** Reads a round's curves, and the frames that got worse, of a study with so many classes. */
export async function readRound(
  client: Client,
  round: RoundSummary,
  classes: number,
): Promise<RoundPictures> {
  const curves = await client.training.curves({ run: round.id })
  if (round.model === null) return { curves, worse: [] }
  const { split, frames } = await client.models.sees({ id: round.model })
  const chosen = frames.filter(({ before, now }) => split === 'validation' && before !== null && now < before)
  const worse = chosen.slice(0, SHOWN).map(async (frame) => ({
    ...(await readFrame(client, frame, classes)),
    before: frame.before ?? 0,
  }))
  return { curves, worse: await Promise.all(worse) }
}
