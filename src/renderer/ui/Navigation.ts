import type { FrameFilter, FrameSort } from '../../shared/contract/frames.ts'

/** Where the user is: the screen, the frame in hand and the filter that next and previous go by. */
export interface Navigation {
  readonly screen: 'library' | 'annotate' | 'train' | 'models' | 'study'
  readonly frame: number | undefined
  readonly filter: FrameFilter
  /** The library's order; undefined is by patient, examination and place. */
  readonly sort: FrameSort | undefined
}
