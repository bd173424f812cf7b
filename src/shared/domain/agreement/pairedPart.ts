import type { PairedRun } from '../pairedRuns.ts'

/** What two masks say of the part of a frame in which either shows a lesion, row-major `[height,width]`. */
export interface PairedPart {
  readonly width: number
  readonly height: number
  readonly one: Uint8Array
  readonly other: Uint8Array
}

/**
 * Cuts out what lies around these runs of a frame of that width: a lesion takes a twentieth of it, and all that is measured
 * of outlines lies there. What no run tells of is background in both.
 */
export function pairedPart(runs: readonly PairedRun[], width: number): PairedPart {
  let [left, right, top, bottom] = [width, 0, Number.POSITIVE_INFINITY, 0]
  for (const { at, pixels } of runs) {
    const [first, last] = [at, at + pixels - 1]
    const [from, to] = [Math.floor(first / width), Math.floor(last / width)]
    top = Math.min(top, from)
    bottom = Math.max(bottom, to + 1)
    left = Math.min(left, from === to ? first % width : 0)
    right = Math.max(right, from === to ? (last % width) + 1 : width)
  }
  if (runs.length === 0) return { width: 0, height: 0, one: new Uint8Array(), other: new Uint8Array() }
  const part = { width: right - left, height: bottom - top }
  const [one, other] = [new Uint8Array(part.width * part.height), new Uint8Array(part.width * part.height)]
  for (const run of runs) {
    for (let at = run.at; at < run.at + run.pixels; ) {
      const row = Math.floor(at / width)
      const end = Math.min(run.at + run.pixels, (row + 1) * width)
      const to = (row - top) * part.width - left - row * width
      one.fill(run.one, at + to, end + to)
      other.fill(run.other, at + to, end + to)
      at = end
    }
  }
  return { ...part, one, other }
}
