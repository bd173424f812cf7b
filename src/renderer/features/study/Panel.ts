import type { FrameFilter } from '../../../shared/contract/frames.ts'

/** What each panel of the study screen is given. */
export interface PanelProps {
  /** The library's filter as it is now. */
  readonly filter: FrameFilter
  readonly onClose: () => void
}
