import Konva from 'konva'
import type { Point } from './Rectangle.ts'
import type { Viewport } from './Viewport.ts'

/** A white line that stays visible on any frame, of one width at any zoom. */
const LINE = {
  stroke: '#ffffff',
  strokeWidth: 1.5,
  strokeScaleEnabled: false,
  shadowColor: '#000',
  shadowBlur: 2,
}

/** What is drawn over the frame for the hand alone: the brush's circle and the line of what is begun. */
export class PointerMarks {
  readonly layer = new Konva.Layer({ listening: false })
  private readonly cursor = new Konva.Circle({ ...LINE, visible: false })
  private readonly line = new Konva.Line({ ...LINE, points: [], dash: [6, 4] })

  constructor() {
    this.layer.add(this.line, this.cursor)
  }

  /** Diameter of the brush, frame px. */
  size(diameter: number): void {
    this.cursor.radius(diameter / 2)
    this.layer.batchDraw()
  }

  /** Where the brush is; undefined hides it. */
  at(point: Point | undefined): void {
    this.cursor.setAttrs({ ...point, visible: point !== undefined })
    this.layer.batchDraw()
  }

  outline(points: readonly Point[]): void {
    this.line.points(points.flatMap(({ x, y }) => [x, y]))
    this.layer.batchDraw()
  }

  show({ x, y, scale }: Viewport): void {
    this.layer.setAttrs({ x, y, scaleX: scale, scaleY: scale })
    this.layer.batchDraw()
  }
}
