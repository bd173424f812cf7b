import { IGNORE } from '../../../shared/domain/labelClass.ts'
import { classesPresent, type Mask } from '../../../shared/domain/mask.ts'
import { decodeMask, encodeMask } from '../../../shared/domain/rle.ts'
import type { FrameScore, LabelledFrame, LookedFrame } from '../../../shared/trainer/protocol.ts'
import type { Outside } from './Outside.ts'

/** Frames of a strip, and looks at them that are kept of a run, besides the first and the last. */
const FRAMES = 6
const LOOKS = 24

/**
 * A few validation frames as a run sees them at some of its steps, for whoever watches. The pictures are those that it is
 * judged on at these steps anyway: they cost their way to the engine alone.
 */
export class Strip {
  readonly frames: readonly LabelledFrame[]
  private readonly ids: ReadonlySet<string>
  private readonly every: number
  private readonly outside: Pick<Outside, 'emit'>
  private seen: LookedFrame[] = []
  private last = Number.NEGATIVE_INFINITY

  /** Of `judged`, the frames of each look, in a run that looks at them so many times. */
  constructor(judged: readonly LabelledFrame[], looks: number, outside: Pick<Outside, 'emit'>) {
    this.frames = spreadOverPatients(judged)
    this.ids = new Set(this.frames.map(({ id }) => id))
    this.every = Math.ceil(Math.max(1, looks) / LOOKS)
    this.outside = outside
  }

  /** Takes what a frame looks like in the look that goes on. */
  take({ id, dice }: FrameScore, predicted: Mask): void {
    if (this.ids.has(id)) this.seen.push({ id, mask: encodeMask(predicted), dice })
  }

  /** Ends a look, the `n`-th after so many steps: one of those that are kept is told. */
  tell(step: number, n: number): void {
    const frames = this.seen
    this.seen = []
    if (frames.length === 0 || n % this.every !== 0 || step === this.last) return
    this.last = step
    this.outside.emit({ kind: 'looked', step, frames })
  }
}

/**
 * A few frames with as many patients and lesion classes among them as there are; of a patient without lesions one comes before
 * second ones of the others.
 */
export function spreadOverPatients(frames: readonly LabelledFrame[], most = FRAMES): LabelledFrame[] {
  const left = frames.map((frame) => ({
    frame,
    lesions: classesPresent(decodeMask(frame.mask)).filter((c) => c > 0 && c !== IGNORE),
  }))
  const taken: typeof left = []
  const timesTaken = (is: (one: (typeof left)[number]) => boolean) => taken.filter(is).length
  while (taken.length < most && left.length > 0) {
    const cost = ({ frame, lesions }: (typeof left)[number]) =>
      timesTaken((one) => one.frame.patient === frame.patient) +
      (lesions.length === 0
        ? 1.25 + timesTaken((one) => one.lesions.length === 0)
        : Math.min(...lesions.map((c) => timesTaken((one) => one.lesions.includes(c)))) / 2)
    const costs = left.map(cost)
    taken.push(...left.splice(costs.indexOf(Math.min(...costs)), 1))
  }
  return taken.map(({ frame }) => frame)
}
