import Konva from 'konva'
import type { MaskPatch } from '../../shared/domain/mask.ts'
import { ProposalPicture } from './ProposalPicture.ts'
import type { Point } from './pixels/Rectangle.ts'
import type { Line } from './tools/Tool.ts'
import type { Viewport } from './Viewport.ts'

/** White on black stays visible on any frame, at one width whatever the zoom. No shadow: blurring one costs more
 * than the whole rest of a stroke. */
const UNDER = { stroke: '#000000', strokeWidth: 3, strokeScaleEnabled: false, opacity: 0.55 }
const OVER = { stroke: '#ffffff', strokeWidth: 1.5, strokeScaleEnabled: false }

/** Dashes and gaps of a line that something is found within, screen px. */
const WAITING = [6, 5]

/** What is drawn over the frame for the hand alone: the brush's circle, the lines of what is begun, what is offered. */
export class PointerMarks {
  readonly layer = new Konva.Layer({ listening: false })
  private readonly circles = [new Konva.Circle({ ...UNDER }), new Konva.Circle({ ...OVER })]
  private readonly cross = new Konva.Group({ visible: false })
  private readonly lines: Konva.Shape
  private shown: readonly Line[] = []
  private waits = false
  private readonly proposal = new ProposalPicture()
  private readonly offered: Konva.Shape

  constructor() {
    this.lines = new Konva.Shape({ sceneFunc: ({ _context }) => this.drawLines(_context) })
    for (const style of [UNDER, OVER])
      this.cross.add(
        new Konva.Line({ ...style, points: [-12, 0, 12, 0] }),
        new Konva.Line({ ...style, points: [0, -12, 0, 12] }),
      )
    this.offered = new Konva.Shape({
      sceneFunc: ({ _context }) => this.proposal.draw(_context, this.layer.scaleX()),
    })
    this.layer.add(this.offered, this.lines, ...this.circles, this.cross)
    this.circleAt(undefined, 0)
  }

  /** The brush's circle, frame px; undefined hides it. */
  circleAt(at: Point | undefined, radius: number): void {
    for (const circle of this.circles) circle.setAttrs({ ...at, radius, visible: at !== undefined })
    this.layer.batchDraw()
  }

  /** The pointer that keys move; undefined hides it. */
  crossAt(at: Point | undefined): void {
    const scale = 1 / this.layer.scaleX()
    this.cross.setAttrs({ ...at, scaleX: scale, scaleY: scale, visible: at !== undefined })
    this.layer.batchDraw()
  }

  /** `waits`: something is being found within them. */
  draw(lines: readonly Line[], waits: boolean): void {
    if (lines.length === 0 && this.shown.length === 0) return
    this.shown = lines
    this.waits = waits
    this.layer.batchDraw()
  }

  /** A region that waits to be taken, in the colour that it will have; undefined takes it away. */
  propose(region: MaskPatch | undefined, colour: string): void {
    this.proposal.show(region, colour)
    this.layer.batchDraw()
  }

  /** Hides what is offered, or shows it again. */
  setBare(bare: boolean): void {
    this.offered.visible(!bare)
    this.layer.batchDraw()
  }

  show({ x, y, scale, rotation }: Viewport): void {
    this.layer.setAttrs({ x, y, scaleX: scale, scaleY: scale, rotation })
    this.cross.scale({ x: 1 / scale, y: 1 / scale })
    this.layer.batchDraw()
  }

  /** All lines as two paths: an area's border may be hundreds of short ones. */
  private drawLines(context: CanvasRenderingContext2D): void {
    if (this.shown.length === 0) return
    const pixel = 1 / this.layer.scaleX()
    context.lineJoin = 'round'
    context.setLineDash(this.waits ? WAITING.map((length) => length * pixel) : [])
    for (const { stroke, strokeWidth } of [UNDER, OVER]) {
      context.strokeStyle = stroke
      context.lineWidth = strokeWidth * pixel
      context.beginPath()
      for (const [first, ...rest] of this.shown) {
        if (!first) continue
        context.moveTo(first.x, first.y)
        for (const { x, y } of rest) context.lineTo(x, y)
      }
      context.stroke()
    }
  }
}
