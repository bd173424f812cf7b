import { type FrameState, frameStates, isLabel } from '../../../../shared/domain/frameState.ts'
import type { ReadingStage } from '../../../../shared/domain/stage.ts'
import { classBits } from './classBits.ts'
import { type FrameColumns, facet, PREDICTED, splits, withLabel } from './frameColumns.ts'

const PAINTED = 0xff << facet.painted
const STATE = 7 << facet.state

/** The state of a frame as far as a reader's own mask tells it; `areas`: pixels of each class, empty for none. */
export function ownState(reading: ReadingStage | undefined, areas: readonly number[]): FrameState {
  const hasLesion = areas.some((pixels, value) => value > 0 && pixels > 0)
  if (reading === 'submitted') return hasLesion ? 'done' : 'noLesion'
  return hasLesion || reading !== undefined ? 'inProgress' : 'untouched'
}

/** What a reader has made of a frame that is read blind. */
export interface Own {
  readonly reading: ReadingStage | undefined
  readonly areas: readonly number[]
}

/** Columns as somebody sees them: of these rows only what is their own. */
export function ownView(all: FrameColumns, blind: ReadonlyMap<number, Own>): FrameColumns {
  const facets = all.facets.slice()
  const disagreement = all.disagreement.slice()
  for (const [row, { reading, areas }] of blind) {
    const state = ownState(reading, areas)
    const painted = areas.length > 0 ? classBits(areas) << facet.painted : 0
    const before = facets[row] ?? 0
    const isHeldBack = ((before >> facet.split) & 3) !== splits.indexOf('train') && !isLabel(state)
    const others = before & ~PAINTED & ~STATE & (isHeldBack ? ~PREDICTED : -1)
    facets[row] = withLabel(others | painted | (frameStates.indexOf(state) << facet.state))
    disagreement[row] = -1
  }
  return { ...all, facets, disagreement }
}
