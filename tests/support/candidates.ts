import type { Candidate, Labelled, Signals } from '../../src/main/engine/queue/survey/Candidate.ts'
import { Looks } from '../../src/main/engine/queue/survey/Looks.ts'
import { EMBEDDED } from '../../src/shared/domain/frameSignals.ts'

/** Signals of an overlay that nothing is doubted on, but for what is said. */
export const signalsSaying = (change: Partial<Signals> = {}): Signals => ({
  entropy: 0,
  narrowness: 0,
  torn: null,
  boundary: null,
  netsDiffer: null,
  ...change,
})

/** Frames that wait, in the library's order: each of a patient of its own in NBI, without an overlay, but for what is said. */
export const waiting = (...frames: readonly Partial<Candidate>[]): Candidate[] =>
  frames.map((change, row) => ({
    id: row + 1,
    row,
    patient: `P${row + 1}`,
    modality: 'NBI',
    predicted: 0,
    begun: false,
    signals: undefined,
    minutes: null,
    ...change,
  }))

/** Nothing is labelled, but for what is said. */
export const labelledSo = (change: Partial<Labelled> = {}): Labelled => ({
  byPatient: new Map(),
  byModality: new Map(),
  byClass: [0, 0, 0, 0, 0, 0, 0, 0],
  rowsOfClass: [],
  rows: [],
  ...change,
})

/** Looks of frames by the place of each on a line, and by hashes; either may be missing. */
export function looksAt(places: readonly (number | null)[], hashes: readonly (string | null)[] = []): Looks {
  const rows = Math.max(places.length, hashes.length)
  const embeddings = new Float32Array(rows * EMBEDDED)
  for (const [row, place] of places.entries()) embeddings[row * EMBEDDED] = place ?? 0
  const half = (row: number, from: number) =>
    Number.parseInt((hashes[row] ?? '0').padStart(16, '0').slice(from, from + 8), 16)
  const ofRows = <T>(of: (row: number) => T) => Array.from({ length: rows }, (_, row) => of(row))
  return new Looks({
    embedded: Uint8Array.from(ofRows((row) => (places[row] == null ? 0 : 1))),
    embeddings,
    hashed: Uint8Array.from(ofRows((row) => (hashes[row] == null ? 0 : 1))),
    high: Int32Array.from(ofRows((row) => half(row, 0))),
    low: Int32Array.from(ofRows((row) => half(row, 8))),
  })
}
