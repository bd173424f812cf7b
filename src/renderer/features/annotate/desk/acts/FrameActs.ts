import type { Declaration } from '../../../../../shared/contract/layers.ts'
import type { CleanUp } from './cleanUps.ts'

/** What can be done to the mask as a whole. */
export interface MaskActs {
  /** Makes the model's overlay the mask. */
  accept(): void
  cleanUp(name: CleanUp): void
  /** Offers a region of the model or of one's own mask as it would follow the edge. */
  snap(): void
  /** Leaves out what shows no tissue. */
  proposeIgnored(): void
}

/** How a mask comes here from another frame: as it is, moved as the picture has moved, and then along this frame's edges. */
export type Carrying = 'plain' | 'aligned' | 'snapped'

/** What other frames have to do with it. */
export interface OtherFrameActs {
  copyFrom(which: 'previous' | 'next', how: Carrying): void
  interpolate(): void
}

/** What a person says of the frame. */
export interface SayingActs {
  confirm(): void
  /** Says how far one has come with the frame. Returns whether that could be said. */
  declare(as: Declaration): boolean
  calibrate(mmPerPixel: number | null): void
}

/** What can be done where something is not saved. */
export interface SavingActs {
  retry(): void
  keepMine(): void
  takeTheirs(): void
  rescue(): void
}

/** Everything that can be done to the frame at hand besides painting. */
export interface FrameActs extends MaskActs, OtherFrameActs, SayingActs, SavingActs {}
