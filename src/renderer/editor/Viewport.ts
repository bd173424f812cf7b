import type { Point } from './pixels/Rectangle.ts'

const SMALLEST = 0.05
const LARGEST = 32
/** Share of the stage that a fitted frame takes. */
const AIR = 0.96

/** Where the frame lies in the window: screen pixels per frame pixel, its first corner, and its turn in degrees. */
export interface Viewport {
  readonly scale: number
  readonly x: number
  readonly y: number
  readonly rotation: number
}

interface Size {
  readonly width: number
  readonly height: number
}

/** The whole frame, centred, with a little air, turned as it is. */
export function fitted(frame: Size, stage: Size, rotation = 0): Viewport {
  const [sin, cos] = turned(rotation)
  const wide = Math.abs(cos) * frame.width + Math.abs(sin) * frame.height
  const high = Math.abs(sin) * frame.width + Math.abs(cos) * frame.height
  const scale = clamp(AIR * Math.min(stage.width / wide, stage.height / high))
  return centredOn(
    { scale, x: 0, y: 0, rotation },
    { x: frame.width / 2, y: frame.height / 2 },
    { x: stage.width / 2, y: stage.height / 2 },
  )
}

/** Zoomed by `factor`, the point under the cursor staying where it is. */
export function zoomedAt(view: Viewport, cursor: Point, factor: number): Viewport {
  const scale = clamp(view.scale * factor)
  const ratio = scale / view.scale
  return {
    ...view,
    scale,
    x: cursor.x - (cursor.x - view.x) * ratio,
    y: cursor.y - (cursor.y - view.y) * ratio,
  }
}

/** Turned by so many degrees about a point of the window. */
export function turnedAt(view: Viewport, centre: Point, degrees: number): Viewport {
  const [sin, cos] = turned(degrees)
  const [x, y] = [view.x - centre.x, view.y - centre.y]
  return {
    ...view,
    rotation: (((view.rotation + degrees) % 360) + 360) % 360,
    x: centre.x + cos * x - sin * y,
    y: centre.y + sin * x + cos * y,
  }
}

export const panned = (view: Viewport, by: Point): Viewport => ({
  ...view,
  x: view.x + by.x,
  y: view.y + by.y,
})

/** Moved so that a point of the frame comes to lie on a point of the window. */
export function centredOn(view: Viewport, frame: Point, screen: Point): Viewport {
  const at = toScreen(view, frame)
  return panned(view, { x: screen.x - at.x, y: screen.y - at.y })
}

export function toFrame({ scale, x, y, rotation }: Viewport, screen: Point): Point {
  const [sin, cos] = turned(rotation)
  const [dx, dy] = [(screen.x - x) / scale, (screen.y - y) / scale]
  return { x: cos * dx + sin * dy, y: cos * dy - sin * dx }
}

export function toScreen({ scale, x, y, rotation }: Viewport, frame: Point): Point {
  const [sin, cos] = turned(rotation)
  return { x: x + scale * (cos * frame.x - sin * frame.y), y: y + scale * (sin * frame.x + cos * frame.y) }
}

function turned(degrees: number): [sin: number, cos: number] {
  if (degrees === 0) return [0, 1]
  const angle = (degrees * Math.PI) / 180
  return [Math.sin(angle), Math.cos(angle)]
}

const clamp = (scale: number) => Math.min(LARGEST, Math.max(SMALLEST, scale))
