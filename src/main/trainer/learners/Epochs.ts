import type { NamedArrays } from '../weights/safetensors.ts'

/** Where a step stands in a run that changes from epoch to epoch. */
export interface EpochPlace {
  readonly epoch: number
  /** Share of the run that was over when the epoch began. */
  readonly done: number
  /** First step of epoch 1; 0 while it is not known. */
  readonly first: number
}

/** Epochs of a run of `steps` steps: passes over the frames, or `count` equal parts of it. */
export class Epochs {
  private readonly steps: number
  private readonly count: number | null
  private now: EpochPlace

  constructor(steps: number, count: number | null) {
    this.steps = steps
    // Each part is a step long at least: none is passed over.
    this.count = count === null ? null : Math.min(count, steps)
    this.now = { epoch: 0, done: 0, first: this.count === null ? 0 : Math.ceil(steps / this.count) }
  }

  /** The place of the latest step. */
  get place(): EpochPlace {
    return this.now
  }

  /** Goes on to a step, from 0, which is in pass number `pass` over the frames. Steps come in their order. */
  enter(step: number, pass: number): EpochPlace {
    const { steps, count } = this
    const epoch = count === null ? pass : Math.floor((step * count) / steps)
    const isNew = count === null && epoch > 0 && this.now.first === 0
    const first = isNew ? step : this.now.first
    // A pass is as long as the first one.
    const done = count === null ? Math.min(1, (epoch * first) / steps) : epoch / count
    this.now = { epoch, done, first }
    return this.now
  }

  /** What a resumed run cannot know of its next step: when the first epoch ended, and whether it has. */
  state(): NamedArrays {
    const { epoch, first } = this.now
    return new Map([['epochs', { shape: [2], data: Float32Array.of(epoch, first) }]])
  }

  restore(state: NamedArrays): void {
    const [epoch = 0, first = this.now.first] = state.get('epochs')?.data ?? []
    this.now = { ...this.now, epoch, first }
  }
}
