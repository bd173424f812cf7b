import { framePath } from '../../../files/originals.ts'
import { eachFile } from '../../store/frames/eachFile.ts'
import type { FrameColumns } from '../../store/frames/frameColumns.ts'
import type { OpenStudy } from '../../study/OpenStudy.ts'
import type { FrameLooks } from './FrameLooks.ts'

/** A frame's original. */
export interface Original {
  readonly sha256: string
  readonly path: string
}

/** Which vector is whose, by rows in the library's order. */
export interface Rows {
  readonly originals: readonly Original[]
  /** A frame's place among the looks, −1 where it was not read. */
  readonly places: Int32Array
}

interface Kept extends Rows {
  readonly looks: FrameLooks
  readonly byHash: ReadonlyMap<string, readonly number[]>
  /** FrameLooks that `places` knows. */
  known: number
}

/** By the columns that they were read beside: where these are read anew, so are they. */
const kept = new WeakMap<FrameColumns, Kept>()

/** Originals are read once, and then only what was read of them since is gone through. */
export function rowsOf(study: OpenStudy, looks: FrameLooks): Rows {
  const columns = study.index.all
  const before = kept.get(columns)
  const now = before?.looks === looks ? before : begun(study, columns, looks)
  kept.set(columns, now)
  for (let place = now.known; place < looks.count; place++)
    for (const row of now.byHash.get(looks.frameAt(place)) ?? []) now.places[row] = place
  now.known = looks.count
  return now
}

function begun({ store, index }: OpenStudy, { id }: FrameColumns, looks: FrameLooks): Kept {
  const originals = new Array<Original>(id.length)
  eachFile(store, (frame, sha256, extension) => {
    const row = index.placeIn(frame)
    if (row >= 0) originals[row] = { sha256, path: framePath(store.folder, sha256, extension) }
  })
  const byHash = Map.groupBy(originals.keys(), (row) => originals[row]?.sha256 ?? '')
  return { originals, places: new Int32Array(id.length).fill(-1), looks, byHash, known: 0 }
}
