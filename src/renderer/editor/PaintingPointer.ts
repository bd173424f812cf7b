import type { FrameStage } from './FrameStage.ts'
import type { Painting } from './Painting.ts'
import type { PointerTarget } from './PointerInput.ts'
import type { Point, Sample } from './pixels/Rectangle.ts'
import { toolKind } from './tools/index.ts'
import type { Viewport } from './Viewport.ts'

/** What lies around it. */
interface Surroundings {
  settings(): { readonly readOnly: boolean; readonly pressure: boolean }
  /** Draws what is shown for the hand, where the pointer is. */
  mark(at?: Sample): void
  finish(): void
  resize(by: number): void
  /** The hand is down. */
  onPainting(): void
  /** A gesture has ended. */
  onGesture(): void
}

type Moved = Pick<FrameStage, 'view' | 'pan' | 'zoom'>

/** What mouse, pen and fingers do to a frame: they paint on it and move it. */
export class PaintingPointer implements PointerTarget {
  private readonly painting: Painting
  private readonly stage: Moved
  private readonly around: Surroundings
  private place: Point | undefined

  constructor(painting: Painting, stage: Moved, around: Surroundings) {
    this.painting = painting
    this.stage = stage
    this.around = around
  }

  get view(): Viewport {
    return this.stage.view
  }

  /** Where it is in the frame, or was while a finger or a key is used; undefined once it has left. */
  get at(): Point | undefined {
    return this.place
  }

  get mayPaint(): boolean {
    return !this.around.settings().readOnly || toolKind(this.painting.toolId).does === 'looks'
  }

  down(at: Sample, eraser: boolean): void {
    // A pen's other end, with a tool in hand that only looks.
    if (eraser && !this.around.settings().readOnly) this.painting.hold('eraser')
    this.place = at
    this.around.onPainting()
    this.painting.down(this.pressed(at))
    this.around.mark(this.pressed(at))
  }

  move(samples: readonly Sample[]): void {
    this.place = samples.at(-1)
    this.around.onPainting()
    this.painting.move(samples.map((at) => this.pressed(at)))
    this.around.mark(samples.at(-1))
  }

  up(): void {
    this.painting.up()
    this.around.mark()
    this.around.onGesture()
  }

  drop(): void {
    this.painting.drop()
    this.around.mark()
  }

  hover(at: Sample | undefined): void {
    this.place = at
    if (at) this.painting.move([at])
    this.around.mark(at)
  }

  finish(): void {
    // The second of two clicks that say something of what is offered does not take it.
    if (!this.painting.takesClicks) this.around.finish()
  }

  pan(by: Point): void {
    this.stage.pan(by)
  }

  zoom(at: Point, factor: number): void {
    this.stage.zoom(at, factor)
  }

  resize(by: number): void {
    this.around.resize(by)
  }

  /** A pen presses as hard as it does only where a person wants that. */
  private pressed({ pressure, ...at }: Sample): Sample {
    return { ...at, pressure: this.around.settings().pressure ? pressure : 1 }
  }
}
