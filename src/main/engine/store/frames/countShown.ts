import { connectionOf } from '../connection.ts'
import type { Store } from '../openStore.ts'

/** How many frames there are that are not hidden. */
export const countShown = (store: Store): number =>
  connectionOf(store).prepare('SELECT count(*) FROM frame WHERE hidden = 0').pluck().get() as number
