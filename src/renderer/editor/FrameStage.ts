import Konva from 'konva'
import type { Drawn } from './Drawn.ts'
import type { DrawnPart } from './debugging.ts'
import type { MaskPicture } from './MaskPicture.ts'
import { PointerMarks } from './PointerMarks.ts'
import { around, type Point, type Rectangle } from './pixels/Rectangle.ts'
import { centredOn, fitted, panned, turnedAt, type Viewport, zoomedAt } from './Viewport.ts'
import { boxOnFrame, boxOnScreen } from './viewBoxes.ts'

/** Above this zoom the frame's pixels are shown as squares. */
const SQUARES_FROM = 4

export interface StageEvents {
  /** The view has changed since the stage was made. */
  onView(): void
  /** A changed part was drawn; measured where somebody listens. */
  onDrawn?: ((drawn: DrawnPart) => void) | undefined
}

/**
 * The Konva stage of one frame: picture, overlays, mask and the hand's marks, each on a canvas of its own. While one
 * paints, only the mask's canvas is drawn, and of it only what changed.
 */
export class FrameStage {
  readonly marks = new PointerMarks()
  private readonly stage: Konva.Stage
  private readonly picture = new Konva.Layer({ listening: false })
  private readonly overlays = new Konva.Layer({ listening: false })
  private readonly maskLayer = new Konva.Layer({ listening: false })
  private readonly frame: Konva.Image
  private readonly mask: MaskPicture
  private readonly observer: ResizeObserver
  private readonly events: StageEvents
  private current: Viewport = { scale: 1, x: 0, y: 0, rotation: 0 }
  private dirty: Rectangle | undefined
  private drawing = 0

  constructor(container: HTMLDivElement, picture: CanvasImageSource, mask: MaskPicture, events: StageEvents) {
    const { width, height } = mask
    this.mask = mask
    this.events = events
    this.stage = new Konva.Stage({ container, width: container.clientWidth, height: container.clientHeight })
    this.frame = new Konva.Image({ image: picture, width, height })
    this.picture.add(this.frame)
    this.maskLayer.add(this.shapeOf(mask))
    this.stage.add(this.picture, this.overlays, this.maskLayer, this.marks.layer)
    this.observer = new ResizeObserver(() => {
      this.stage.size({ width: container.clientWidth, height: container.clientHeight })
      this.fit()
    })
    this.observer.observe(container)
    this.place(fitted(mask, this.size))
  }

  get container(): HTMLDivElement {
    return this.stage.container()
  }

  get view(): Viewport {
    return this.current
  }

  get size(): { readonly width: number; readonly height: number } {
    return { width: this.stage.width(), height: this.stage.height() }
  }

  get centre(): Point {
    return { x: this.stage.width() / 2, y: this.stage.height() / 2 }
  }

  show(view: Viewport): void {
    this.place(view)
    this.events.onView()
  }

  fit(): void {
    this.show(fitted(this.mask, this.size, this.current.rotation))
  }

  reset(): void {
    this.show(fitted(this.mask, this.size))
  }

  /** Frame pixels at their own size. */
  actualSize(): void {
    this.zoom(this.centre, 1 / this.current.scale)
  }

  zoomCentre(factor: number): void {
    this.zoom(this.centre, factor)
  }

  zoom(at: Point, factor: number): void {
    this.show(zoomedAt(this.current, at, factor))
  }

  pan(by: Point): void {
    this.show(panned(this.current, by))
  }

  turn(degrees: number): void {
    this.show(turnedAt(this.current, this.centre, degrees))
  }

  /** Moves a point of the frame to the middle. */
  centreOn(point: Point): void {
    this.show(centredOn(this.current, point, this.centre))
  }

  setPicture(picture: CanvasImageSource): void {
    this.frame.image(picture)
    this.picture.batchDraw()
  }

  /** What lies below the mask, the lowest first. */
  setOverlays(overlays: readonly Drawn[]): void {
    this.overlays.destroyChildren()
    for (const overlay of overlays) this.overlays.add(this.shapeOf(overlay))
    this.overlays.batchDraw()
  }

  /** The whole of mask, overlays and what is offered away, for a look at the bare frame. */
  setBare(bare: boolean): void {
    this.overlays.visible(!bare)
    this.maskLayer.visible(!bare)
    this.marks.setBare(bare)
  }

  redrawMask(): void {
    this.maskLayer.batchDraw()
  }

  /** Mask pixels changed: drawn with the next picture of the screen. */
  paint(rectangle: Rectangle): void {
    this.dirty = around(this.dirty, rectangle)
    if (this.drawing === 0) this.drawing = requestAnimationFrame(() => this.drawDirty())
  }

  dispose(): void {
    cancelAnimationFrame(this.drawing)
    this.observer.disconnect()
    this.stage.destroy()
  }

  private place(view: Viewport): void {
    this.current = view
    const { x, y, scale, rotation } = view
    for (const layer of [this.picture, this.overlays, this.maskLayer]) {
      layer.setAttrs({ x, y, scaleX: scale, scaleY: scale, rotation })
      layer.imageSmoothingEnabled(scale < SQUARES_FROM)
      layer.batchDraw()
    }
    this.marks.show(view)
  }

  private drawDirty(): void {
    this.drawing = 0
    const { dirty } = this
    this.dirty = undefined
    if (!dirty) return
    const { onDrawn } = this.events
    const began = onDrawn && performance.now()
    this.redraw(dirty)
    if (began !== undefined) onDrawn?.({ part: dirty, ms: performance.now() - began })
  }

  /** Draws a changed part of the mask's canvas, and nothing else. */
  private redraw(dirty: Rectangle): void {
    this.mask.change(dirty)
    const canvas = this.maskLayer.getNativeCanvasElement()
    const context = canvas.getContext('2d')
    if (!context) return
    const ratio = this.maskLayer.getCanvas().getPixelRatio()
    const box = boxOnScreen(this.current, dirty, this.mask.reach(this.current.scale), ratio)
    const { x, y, scale, rotation } = this.current
    context.save()
    context.setTransform(1, 0, 0, 1, 0, 0)
    context.beginPath()
    context.rect(box.x, box.y, box.width, box.height)
    context.clip()
    context.clearRect(box.x, box.y, box.width, box.height)
    context.setTransform(ratio, 0, 0, ratio, 0, 0)
    context.translate(x, y)
    context.rotate((rotation * Math.PI) / 180)
    context.scale(scale, scale)
    context.imageSmoothingEnabled = scale < SQUARES_FROM
    // Smoothing looks at neighbouring pixels, so a little more than the box is drawn into it.
    this.mask.draw(context, scale, boxOnFrame(this.current, box, ratio))
    context.restore()
  }

  /** Draws what of it is in view whenever its layer is drawn anew. */
  private shapeOf(drawn: Drawn): Konva.Shape {
    return new Konva.Shape({
      sceneFunc: ({ _context }) => {
        const view = { x: 0, y: 0, ...this.size }
        drawn.draw(_context, this.current.scale, boxOnFrame(this.current, view, 1))
      },
    })
  }
}
