import type { FrameFilter, FrameSort } from '../../shared/contract/frames.ts'

/** The screens that other screens lead to; one that only the rail opens is not named here. */
export type Destination = 'library' | 'annotate' | 'review' | 'train' | 'study'

/** Where the user is: the screen, the frame in hand and the filter that next and previous go by. */
export interface Navigation {
  /** Its id in `app/screens.ts`. */
  readonly screen: string
  readonly frame: number | undefined
  /** Whether the frame was opened from the queue: being through with it leads to the most valuable one. */
  readonly queued: boolean
  readonly filter: FrameFilter
  /** The library's order; undefined is by patient, examination and place. */
  readonly sort: FrameSort | undefined
  /**
   * The frames that one goes through, as the filter found them when the first was opened; undefined until one is.
   * What is labelled on the way leaves the filter and stays here.
   */
  readonly list: string | undefined
  /** Whether the frame is reviewed, not painted on. */
  readonly reviewing: boolean
  /** The frame whose trail was asked for, on its way to the trail. */
  readonly history: number | undefined
  /** The panel of the study screen that is open. */
  readonly panel: 'export' | 'backup' | undefined
}

/** Where everybody begins. */
export const START: Navigation = {
  screen: 'library',
  frame: undefined,
  queued: false,
  filter: {},
  sort: undefined,
  list: undefined,
  reviewing: false,
  history: undefined,
  panel: undefined,
}

/** What changes of where the user is. */
export interface Change extends Partial<Navigation> {
  /**
   * What of the filter changes. The rest stays as it is by then: of two changes in quick succession the second may have
   * been made before the first was shown.
   */
  readonly narrow?: FrameFilter
}

/** Where a change leads. Another filter, or a frame opened from another screen, begins a new list. */
export function navigated(now: Navigation, { narrow, ...to }: Change): Navigation {
  const opens = to.screen === 'annotate' && to.frame !== undefined
  const begins = opens || narrow !== undefined || 'filter' in to || 'sort' in to
  const filter = narrow === undefined ? {} : { filter: { ...now.filter, ...narrow } }
  const reviewing = opens ? { reviewing: false } : {}
  const queued = 'frame' in to ? { queued: false } : {}
  const history = 'screen' in to ? { history: undefined, panel: undefined } : {}
  const begun = begins ? { list: undefined } : {}
  return { ...now, ...history, ...begun, ...queued, ...reviewing, ...to, ...filter }
}
