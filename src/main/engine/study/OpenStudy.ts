import type { Change } from '../../../shared/contract/changes.ts'
import { failureFor } from '../../../shared/contract/failure.ts'
import type { LabelClass } from '../../../shared/domain/labelClass.ts'
import type { FrameIndex } from '../store/frames/FrameIndex.ts'
import type { FrozenLists } from '../store/frames/FrozenLists.ts'
import type { Store } from '../store/openStore.ts'
import type { Broadcast } from './Broadcast.ts'

/** One open study, as the services share it. */
export interface OpenStudy {
  readonly store: Store
  /** What frames are found by; whoever changes frames or masks tells it. */
  readonly index: FrameIndex
  /** Lists of frames that windows go through. */
  readonly lists: FrozenLists
  /** Name and classes are as they were last set; whoever works with them asks again. */
  name: string
  /** The name where it was given by a person or by the app; null where it is the folder's. */
  ownName: string | null
  classes: readonly LabelClass[]
  readonly changes: Broadcast<Change>
}

/** Refuses a change where the study may only be looked at. */
export function mustWrite({ store }: OpenStudy): void {
  if (store.readOnly !== null) throw failureFor(store.readOnly)
}
