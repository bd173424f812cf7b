import { EMBEDDED } from '../../../../shared/domain/frameSignals.ts'
import { hashIn } from '../../../../shared/domain/perceptualHash.ts'
import { AssistService } from '../../assist/AssistService.ts'
import { LabelService } from '../../labels/LabelService.ts'
import type { FrameColumns } from '../../store/frames/frameColumns.ts'
import { eachLikeness, eachSignal, type SignalRow } from '../../store/frames/signalRows.ts'
import type { OpenStudy } from '../../study/OpenStudy.ts'
import type { Signals } from './Candidate.ts'
import { type Appearance, Looks } from './Looks.ts'

/**
 * Share of the embeddings that may be new before looks are made anew: a model that labels frames one by one would have all
 * distances measured again each time. Until then the new ones look as their hashes do.
 */
const FRESH = 0.05

/** What is known of frames besides the library's columns, a row each in its order. */
export interface Known {
  readonly signals: readonly (Signals | undefined)[]
  readonly looks: Looks
}

interface Kept extends Known {
  readonly model: string | undefined
  readonly appearance: Appearance
  /** Embeddings that `looks` does not know yet. */
  readonly fresh: number
  /** What box assist's encoder has read, as far as it was gone through. */
  readonly read: ReturnType<typeof AssistService.eachLook> | undefined
}

/** By the columns that it was read beside: where these are read anew, so is it. */
const kept = new WeakMap<FrameColumns, Kept>()

/**
 * Signals of the model in use and looks of all frames, which before there is a model are those that box assist's encoder has
 * made of the frames it has read: read once, then only where a model has labelled a frame since, so
 * that ranking anew after a label reads none of them again.
 */
export function knownOf(study: OpenStudy, model: string | undefined): Known {
  const columns = study.index.all
  const fresh = LabelService.freshOverlays(study)
  const before = kept.get(columns)
  const same = before?.model === model ? before : undefined
  const looked: [row: number, look: Float32Array][] = []
  const read =
    model === undefined
      ? AssistService.eachLook(study, same?.read, (row, look) => looked.push([row, look]))
      : undefined
  if (same && fresh.length + looked.length === 0) return same
  const appearance = same?.appearance ?? emptyAppearance(columns.id.length)
  const signals = same ? [...same.signals] : new Array<Signals | undefined>(columns.id.length)
  if (!same)
    eachLikeness(study.store, (frame, likeness) => takeHash(appearance, study.index.placeIn(frame), likeness))
  const take = (row: SignalRow) => {
    const place = study.index.placeIn(row[0])
    if (place < 0) return
    signals[place] = signalsIn(row)
    takeEmbedding(appearance, place, row[8])
  }
  if (model !== undefined) eachSignal(study.store, model, same && fresh, take)
  for (const [row, look] of looked) {
    appearance.embedded[row] = 1
    appearance.embeddings.set(look, row * EMBEDDED)
  }
  const known = fresh.length + looked.length + (same?.fresh ?? 0)
  const isOld = !same || known > FRESH * same.looks.embeddings
  const looks = isOld ? new Looks(appearance) : same.looks
  const now = { model, appearance, signals, looks, fresh: isOld ? 0 : known, read }
  kept.set(columns, now)
  return now
}

const emptyAppearance = (rows: number): Appearance => ({
  embedded: new Uint8Array(rows),
  embeddings: new Float32Array(rows * EMBEDDED),
  hashed: new Uint8Array(rows),
  high: new Int32Array(rows),
  low: new Int32Array(rows),
})

function takeHash({ hashed, high, low }: Appearance, row: number, likeness: string): void {
  if (row < 0) return
  const hash = hashIn(likeness)
  hashed[row] = 1
  high[row] = hash.high
  low[row] = hash.low
}

function takeEmbedding({ embedded, embeddings }: Appearance, row: number, bytes: Buffer): void {
  // Of another length than this version's: as if there were none.
  if (bytes.length !== 4 * EMBEDDED) return
  embedded[row] = 1
  // Both little-endian, on every processor that the app runs on.
  new Uint8Array(embeddings.buffer).set(bytes, row * bytes.length)
}

function signalsIn([_, entropy, narrowness, torn, first, second, boundary, netsDiffer]: SignalRow): Signals {
  const isTorn = torn !== null && first !== null && second !== null
  const between = isTorn ? { share: torn, between: [first, second] as const } : null
  return { entropy, narrowness, torn: between, boundary, netsDiffer }
}
