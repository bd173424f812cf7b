import type { Candidate, LabelledFrame, Scores, TrainJob } from '../../../shared/trainer/protocol.ts'
import { PictureCache } from '../data/PictureCache.ts'
import type { Picture } from '../data/picture.ts'
import type { FlatWeights } from '../nets/FlatWeights.ts'
import { loadModel } from '../weights/modelFile.ts'
import type { BestSoFar } from './BestSoFar.ts'
import { chooseNet } from './chooseNet.ts'
import { evaluate } from './evaluate.ts'
import type { Outside } from './Outside.ts'
import { StepClock } from './StepClock.ts'
import type { TrainingRun } from './trainingRun.ts'

type Pictures = (path: string) => Promise<Picture>

/** A net that a finished run may give, with what it scores. */
interface Judged extends Candidate {
  readonly weights: FlatWeights
}

/**
 * The nets a run has after its last step: the last student, the last teacher, and the best on validation patients. The
 * settings say which becomes the model, unless it is no good (`chooseNet`); the test frames of an experiment are only
 * reported, never chosen by.
 */
export async function judgeNets(
  job: TrainJob,
  run: TrainingRun,
  steps: number,
  champion: Scores | null,
  best: BestSoFar,
  pictures: Pictures,
  outside: Outside,
): Promise<{ candidates: Candidate[]; chosen: Judged }> {
  const { settings, validation, test } = job
  const nets: { net: Candidate['net']; step: number; weights: FlatWeights }[] = [
    { net: 'student', step: steps, weights: run.student.weights },
  ]
  if (run.teacher) nets.push({ net: 'teacher', step: steps, weights: run.teacher })
  const kept = await best.weights()
  if (kept && best.step < steps) nets.push({ net: 'best', step: best.step, weights: kept })
  const wanted = settings.selects === 'best' && kept ? 'best' : settings.keeps
  const progress = progressOf(nets.length * (validation.length + test.length), outside)
  const judged: Judged[] = []
  for (const { net, step, weights } of nets) {
    const scoresOn = (frames: readonly LabelledFrame[]) =>
      frames.length === 0
        ? null
        : evaluate(run.network, weights, frames, pictures, progress, settings.classes)
    judged.push({ net, step, weights, validation: await scoresOn(validation), test: await scoresOn(test) })
  }
  const chosen = chooseNet(judged, wanted, champion)
  return { candidates: judged.map(({ weights, ...rest }) => rest), chosen }
}

/** The model in use, on the same validation frames and the same classes: those it does not have, it never finds. */
export async function judgeChampion(
  { champion, validation, settings }: TrainJob,
  outside: Outside,
): Promise<Scores | null> {
  if (!champion || validation.length === 0) return null
  const model = await loadModel(champion)
  if (model.settings.classes > settings.classes) return null
  const pictures = new PictureCache(model.settings.frameSide, 0)
  return evaluate(
    model.network,
    model.weights,
    validation,
    pictures.read,
    () => {
      outside.stopIfCancelled()
      return outside.giveWay()
    },
    settings.classes,
  )
}

function progressOf(total: number, outside: Outside): () => Promise<void> {
  const clock = new StepClock(0)
  let done = 0
  return async () => {
    outside.stopIfCancelled()
    done++
    const { secondsLeft } = clock.tick(total - done)
    outside.emit({ kind: 'working', task: 'evaluate', done, total, secondsLeft })
    clock.leaveOut(await outside.giveWay())
  }
}
