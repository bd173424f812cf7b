import { intervalByGroup } from '../../../shared/domain/bootstrap.ts'
import type { Mask } from '../../../shared/domain/mask.ts'
import { iouOf, meanOf } from '../../../shared/domain/overlap.ts'
import { surfaceDice } from '../../../shared/domain/surfaceDice.ts'
import type { FrameScore, GroupScore, Scores } from '../../../shared/trainer/protocol.ts'
import { dice, overlap } from './overlap.ts'

/** Tolerance of the surface scores, px. */
const TOLERANCE = 2

/** All scores of one frame. Foreground scores are means over the classes that the truth holds (METHODS §4). */
export function scoreFrame(
  frame: Pick<FrameScore, 'id' | 'patient' | 'modality'>,
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
export function scoreSet(perFrame: readonly FrameScore[]): Scores {
  const iou = iouOf(perFrame)
  const of = (figure: (f: FrameScore) => number | null) => meanOf(perFrame.map(figure))
  const interval = (figure: (frames: readonly FrameScore[]) => number) =>
    intervalByGroup(perFrame, (f) => f.patient, figure)
  return {
    iou,
    miou: meanOf(iou) ?? 0,
    miouForeground: meanOf(iou.slice(1)),
    dice: of((f) => f.dice),
    nsd: { slab3d: of((f) => f.nsdSlab), contour2d: of((f) => f.nsdContour) },
    interval: {
      miou: interval((frames) => meanOf(iouOf(frames)) ?? 0),
      dice: interval((frames) => meanOf(frames.map((f) => f.dice)) ?? 0),
    },
    byPatient: groupsOf(perFrame, (f) => f.patient),
    byModality: groupsOf(perFrame, (f) => f.modality),
    perFrame,
  }
}

/** The same figures for each part of the set. */
function groupsOf(perFrame: readonly FrameScore[], nameOf: (f: FrameScore) => string): GroupScore[] {
  return [...new Set(perFrame.map(nameOf))].map((name) => {
    const own = perFrame.filter((f) => nameOf(f) === name)
    const iou = iouOf(own)
    return { name, frames: own.length, iou, miou: meanOf(iou) ?? 0, dice: meanOf(own.map((f) => f.dice)) }
  })
}
