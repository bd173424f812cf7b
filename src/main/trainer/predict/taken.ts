import type { TakenForTrue, Trust } from '../../../shared/trainer/protocol.ts'
import type { Picture } from '../data/picture.ts'
import { bestOf, type ClassShares } from './ClassShares.ts'
import type { Predictor } from './Predictor.ts'

/** Cells along the longer side of an answer, at most: as many as a small picture shows. */
const MOST_CELLS = 192

/**
 * What a net takes a whole frame for at the frame's own scale, and where it is sure enough to be believed. The views that are
 * learned from are crops of other scales, so figures of steps differ somewhat.
 */
export function takenOn(predictor: Predictor, picture: Picture, trust: Trust): TakenForTrue {
  const shares = coarser(predictor.shares(picture))
  const { width, height, classes, data } = shares
  const trusted = new Uint8Array(width * height)
  const [labelled, believed] = [new Array<number>(classes).fill(0), new Array<number>(classes).fill(0)]
  // Corners lie on corners, so a cell at an edge stands for half as much of the frame.
  const along = (at: number, cells: number) => (cells > 1 && (at === 0 || at === cells - 1) ? 0.5 : 1)
  let whole = 0
  for (let cell = 0; cell < trusted.length; cell++) {
    const best = bestOf(shares, cell)
    const area = along(cell % width, width) * along(Math.floor(cell / width), height)
    whole += area
    labelled[best]! += area
    if (!isTrusted(shares, cell, best, trust)) continue
    trusted[cell] = 1
    believed[best]! += area
  }
  const ofFrame = (areas: readonly number[]) => areas.map((area) => area / whole)
  return {
    probabilities: {
      width,
      height,
      classes,
      data: Uint8Array.from(data, (share) => Math.round(255 * share)),
    },
    trusted,
    labelledShare: ofFrame(labelled),
    trustedShare: ofFrame(believed),
  }
}

/** As a step of the method asks: by the confidence of the class, or by how little the whole doubts. */
function isTrusted(
  { classes, data }: ClassShares,
  cell: number,
  best: number,
  { thresholds, entropyBelow }: Trust,
): boolean {
  const from = cell * classes
  if (data[from + best]! < (thresholds[best] ?? 0)) return false
  if (entropyBelow === null) return true
  let entropy = 0
  for (let c = 0; c < classes; c++) entropy -= data[from + c]! * Math.log(data[from + c]! + 1e-10)
  return entropy < entropyBelow
}

/** Every n-th cell of a grid that is too fine. */
function coarser(shares: ClassShares): ClassShares {
  const { width, height, classes, data } = shares
  const every = Math.ceil(Math.max(width, height) / MOST_CELLS)
  if (every === 1) return shares
  const [wide, tall] = [Math.ceil(width / every), Math.ceil(height / every)]
  const out = new Float32Array(wide * tall * classes)
  for (let y = 0; y < tall; y++)
    for (let x = 0; x < wide; x++) {
      const from = (y * every * width + x * every) * classes
      out.set(data.subarray(from, from + classes), (y * wide + x) * classes)
    }
  return { width: wide, height: tall, classes, data: out }
}
