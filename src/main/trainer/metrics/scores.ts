import type { Mask } from '../../../shared/domain/mask.ts'
import type { FrameScore, Scores } from '../../../shared/trainer/protocol.ts'
import { dice, overlap } from './overlap.ts'
import { surfaceDice } from './surfaceDice.ts'

/** Tolerance of the surface scores, px. */
const TOLERANCE = 2

/** All scores of one frame. Foreground scores are means over the classes that the truth holds (METHODS §4). */
export function scoreFrame(
  frame: { id: string; patient: string },
  truth: Mask,
  predicted: Mask,
  classes: number,
): FrameScore {
  const { height, width } = truth
  const perClass = [...foregroundClasses(truth, classes)].map((c) => {
    const t = truth.data.map((v) => (v === c ? 1 : 0))
    const p = predicted.data.map((v, i) => (v === c && truth.data[i] !== 255 ? 1 : 0))
    return {
      dice: dice(t, p),
      slab: surfaceDice(t, p, height, width, TOLERANCE, 'slab3d'),
      contour: surfaceDice(t, p, height, width, TOLERANCE, 'contour2d'),
    }
  })
  return {
    ...frame,
    ...overlap(truth.data, predicted.data, classes),
    dice: meanOf(perClass.map((s) => s.dice)),
    nsdSlab: meanOf(perClass.map((s) => s.slab)),
    nsdContour: meanOf(perClass.map((s) => s.contour)),
  }
}

function foregroundClasses(truth: Mask, classes: number): Set<number> {
  const found = new Set<number>()
  for (const value of truth.data) if (value > 0 && value < classes) found.add(value)
  return found
}

/** Scores of a set of frames: overlaps are summed over the set before they are divided. */
export function scoreSet(perFrame: readonly FrameScore[], classes: number): Scores {
  const sum = (of: (f: FrameScore) => readonly number[], c: number) =>
    perFrame.reduce((n, f) => n + of(f)[c]!, 0)
  const iou = Array.from({ length: classes }, (_, c) => {
    const union = sum((f) => f.union, c)
    return union === 0 ? null : sum((f) => f.intersection, c) / union
  })
  return {
    iou,
    miou: meanOf(iou) ?? 0,
    dice: meanOf(perFrame.map((f) => f.dice)),
    nsd: {
      slab3d: meanOf(perFrame.map((f) => f.nsdSlab)),
      contour2d: meanOf(perFrame.map((f) => f.nsdContour)),
    },
    perFrame,
  }
}

/** Mean of what is defined; null where nothing is. */
export function meanOf(values: readonly (number | null)[]): number | null {
  const known = values.filter((v) => v !== null)
  return known.length === 0 ? null : known.reduce((a, b) => a + b, 0) / known.length
}
