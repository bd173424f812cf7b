import type { FrameFilter } from '../../shared/contract/frames.ts'

/** Where the user is: the screen, the frame in hand and the filter that next and previous go by. */
export interface Navigation {
  readonly screen: 'library' | 'annotate' | 'train' | 'models'
  readonly frame: number | undefined
  readonly filter: FrameFilter
}
