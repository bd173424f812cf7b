import { refused } from '../../../shared/reasons/Refused.ts'
import type { Asked, FrameRef, Trust, TrustJob } from '../../../shared/trainer/protocol.ts'
import { PictureCache } from '../data/PictureCache.ts'
import type { Picture } from '../data/picture.ts'
import { partsOf } from '../methods/index.ts'
import type { FlatWeights } from '../nets/FlatWeights.ts'
import { Network } from '../nets/Network.ts'
import type { LastModel } from '../predict/LastModel.ts'
import { Predictor } from '../predict/Predictor.ts'
import { takenOn } from '../predict/taken.ts'
import { lastCheckpoint } from './checkpoint.ts'
import { breathe } from './evaluate.ts'
import type { Outside } from './Outside.ts'
import type { TrainingRun } from './trainingRun.ts'

/** A net whose labels are asked for. */
interface Believed extends Asked {
  readonly network: Network
  readonly weights: FlatWeights
  readonly trust: Trust
}

/**
 * Tells what a running round takes for true on one of the frames that somebody asks about, between two steps: no more than one
 * at a time, so that learning is hardly held up. Nothing of the run is changed by it.
 */
export async function tellTaken(
  run: TrainingRun,
  step: number,
  picture: (path: string) => Promise<Picture>,
  outside: Pick<Outside, 'emit' | 'nextAsked'>,
): Promise<void> {
  const frame = outside.nextAsked()
  if (!frame) return
  const { network, teacher, student } = run
  const net = teacher ? 'teacher' : 'student'
  const asked = { net, step, network, weights: teacher ?? student.weights, trust: run.trust() } as const
  // A run that is to stop does so with a checkpoint, at its own place.
  await tell(asked, [frame], picture, { emit: outside.emit, stopIfCancelled: () => {} })
}

/** The same of what a round has kept: its model, or the net of its newest checkpoint. */
export async function tellKept(
  { source, trust, frames }: TrustJob,
  outside: Outside,
  models: LastModel,
): Promise<{ readonly frames: number }> {
  if (source.kind === 'model') {
    const { network, weights, settings } = await models.load(source)
    const asked = { net: 'model', step: settings.steps, network, weights, trust } as const
    await tell(asked, frames, new PictureCache(settings.frameSide, 0).read, outside)
  } else {
    const { settings } = source
    const { found } = await lastCheckpoint(source.runFolder, settings)
    if (!found) throw refused('nothingTakenYet')
    const net = found.arrays.has('teacher.parameters') ? 'teacher' : 'student'
    const values = (name: string) => found.arrays.get(`${net}.${name}`)?.data ?? new Float32Array()
    const weights = { parameters: values('parameters'), statistics: values('statistics') }
    const network = new Network(settings.backbone, settings.classes, partsOf(settings))
    const asked = { net, step: found.step, network, weights, trust } as const
    await tell(asked, frames, new PictureCache(settings.frameSide, 0).read, outside)
  }
  return { frames: frames.length }
}

async function tell(
  { network, weights, trust, net, step }: Believed,
  frames: readonly FrameRef[],
  picture: (path: string) => Promise<Picture>,
  { emit, stopIfCancelled }: Pick<Outside, 'emit' | 'stopIfCancelled'>,
): Promise<void> {
  const predictor = new Predictor({ network, weights })
  try {
    for (const { id, path } of frames) {
      stopIfCancelled()
      // One damaged file must not cost the others their answer, nor a round its step.
      const shown = await picture(path).catch(() => undefined)
      const taken = shown ? takenOn(predictor, shown, trust) : null
      emit({ kind: 'taken', id, net, step, trust, taken })
      await breathe()
    }
  } finally {
    predictor.dispose()
  }
}
