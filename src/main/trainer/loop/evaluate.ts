import { classesPresent, type Mask } from '../../../shared/domain/mask.ts'
import { decodeMask } from '../../../shared/domain/rle.ts'
import type { FrameScore, LabelledFrame, Scores } from '../../../shared/trainer/protocol.ts'
import type { Picture } from '../data/picture.ts'
import { scoreFrame, scoreSet } from '../metrics/scores.ts'
import type { FlatWeights } from '../nets/FlatWeights.ts'
import type { Network } from '../nets/Network.ts'
import { Predictor } from '../predict/Predictor.ts'

/**
 * Scores of a net on labelled frames, at the frames' own size. `onFrame` is told how many are done and what was seen last, and may
 * have it wait. A net of before the
 * study had its last classes is judged on all that the masks hold: it never finds those.
 */
export async function evaluate(
  network: Network,
  weights: FlatWeights,
  frames: readonly LabelledFrame[],
  picture: (path: string) => Promise<Picture>,
  onFrame: (done: number, score: FrameScore, predicted: Mask) => unknown,
  classes = classesIn(frames, network.classes),
): Promise<Scores> {
  const predictor = new Predictor({ network, weights })
  const perFrame: FrameScore[] = []
  try {
    for (const frame of frames) {
      const truth = decodeMask(frame.mask)
      const predicted = predictor.label(await picture(frame.path), truth.width, truth.height)
      const { id, patient, modality } = frame
      const score = scoreFrame({ id, patient, modality }, truth, predicted, classes)
      perFrame.push(score)
      await onFrame(perFrame.length, score, predicted)
      await breathe()
    }
  } finally {
    predictor.dispose()
  }
  return scoreSet(perFrame)
}

/** How many classes the masks hold, at least so many. */
function classesIn(frames: readonly LabelledFrame[], least: number): number {
  let highest = least - 1
  for (const { mask } of frames) highest = Math.max(highest, ...classesPresent(decodeMask(mask)))
  return highest + 1
}

/** Lets messages in, a cancel above all. TensorFlow's calls are synchronous. */
export const breathe = () => new Promise<void>((resolve) => setImmediate(resolve))
