import sharp from 'sharp'
import { encodeMask } from '../../../shared/domain/rle.ts'
import { reasonOf } from '../../../shared/reasons/Refused.ts'
import type { FrameRef, Labelled } from '../../../shared/trainer/protocol.ts'
import type { Picture } from '../data/picture.ts'
import { type Predicting, Predictor } from '../predict/Predictor.ts'
import { breathe } from './evaluate.ts'
import type { Outside } from './Outside.ts'
import { StepClock } from './StepClock.ts'

/** Labels frames one by one and sends each mask as soon as it is there; those that cannot be read are counted and told. */
export async function labelFrames(
  model: Predicting,
  frames: readonly FrameRef[],
  picture: (path: string) => Promise<Picture>,
  outside: Outside,
): Promise<Labelled> {
  if (frames.length === 0) return { labelled: 0, unreadable: 0 }
  const predictor = new Predictor(model)
  const clock = new StepClock(0)
  let [done, unreadable] = [0, 0]
  try {
    for (const { id, path } of inWantedOrder(frames, outside)) {
      done++
      outside.stopIfCancelled()
      const frame = await readFrame(path, picture)
      if (frame) {
        const { mask, ...seen } = predictor.predict(frame.picture, frame.width, frame.height)
        outside.emit({ kind: 'prediction', id, mask: encodeMask(mask), ...seen })
      } else unreadable++
      const { secondsLeft } = clock.tick(frames.length - done)
      outside.emit({ kind: 'working', task: 'predict', done, total: frames.length, secondsLeft })
      await breathe()
      clock.leaveOut(await outside.giveWay())
    }
  } finally {
    predictor.dispose()
  }
  if (unreadable > 0)
    outside.emit({ kind: 'notice', reason: reasonOf('framesWithoutOverlay', { count: unreadable }) })
  return { labelled: frames.length - unreadable, unreadable }
}

/** All frames, each time the most wanted that is left, else the first; what is wanted may change on the way. */
function* inWantedOrder(frames: readonly FrameRef[], { preferred }: Pick<Outside, 'preferred'>) {
  const left = new Map(frames.map((frame) => [frame.id, frame]))
  for (let [next] = left.values(); next; [next] = left.values()) {
    const wanted = preferred().find((id) => left.has(id))
    const frame = (wanted === undefined ? undefined : left.get(wanted)) ?? next
    left.delete(frame.id)
    yield frame
  }
}

/** One damaged file must not cost all others their overlays. */
async function readFrame(path: string, picture: (path: string) => Promise<Picture>) {
  try {
    const { width, height } = await sharp(path).metadata()
    return { width, height, picture: await picture(path) }
  } catch {
    return undefined
  }
}
