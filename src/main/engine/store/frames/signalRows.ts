import { connectionOf } from '../connection.ts'
import type { Store } from '../openStore.ts'

/** Frame, entropy, narrowness, torn, its two classes, boundary, how far nets differ, embedding: of one overlay. */
export type SignalRow = readonly [
  frame: number,
  entropy: number,
  narrowness: number,
  torn: number | null,
  tornFirst: number | null,
  tornSecond: number | null,
  boundary: number | null,
  netsDiffer: number | null,
  embedding: Buffer,
]

const SIGNALS = `SELECT layer.frame_id, entropy, narrowness, torn, torn_first, torn_second, boundary, nets_differ, embedding
  FROM layer JOIN signal ON signal.layer_id = layer.id WHERE layer.kind = 'model' AND layer.author = ?`

/** Goes over the signals of a model's overlays: of all frames, or of some. */
export function eachSignal(
  store: Store,
  model: string,
  frames: readonly number[] | undefined,
  each: (row: SignalRow) => void,
): void {
  const database = connectionOf(store)
  if (!frames) {
    const all = database.prepare(SIGNALS).raw()
    for (const row of all.iterate(model) as IterableIterator<SignalRow>) each(row)
    return
  }
  const one = database.prepare(`${SIGNALS} AND layer.frame_id = ?`).raw()
  for (const frame of frames) {
    const row = one.get(model, frame) as SignalRow | undefined
    if (row) each(row)
  }
}

/** Goes over the perceptual hashes of all frames that have one, 16 hexadecimal digits. */
export function eachLikeness(store: Store, each: (frame: number, likeness: string) => void): void {
  const rows = connectionOf(store).prepare('SELECT id, likeness FROM frame WHERE likeness IS NOT NULL').raw()
  for (const [frame, likeness] of rows.iterate() as IterableIterator<[number, string]>) each(frame, likeness)
}
