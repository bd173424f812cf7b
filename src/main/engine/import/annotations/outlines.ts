type Point = readonly [x: number, y: number]

/** A circle of these many corners is off by less than a hundredth of a pixel at a radius of a hundred. */
const CORNERS = 256

/** An ellipse as a polygon. */
export const ellipseCorners = ([x, y]: Point, radiusX: number, radiusY: number): Point[] =>
  Array.from({ length: CORNERS }, (_, i) => {
    const angle = (2 * Math.PI * i) / CORNERS
    return [x + radiusX * Math.cos(angle), y + radiusY * Math.sin(angle)]
  })

/** Corners turned about a point, clockwise as seen in a picture, whose rows go down; x and y in turn. */
export function turned(corners: readonly Point[], [x, y]: Point, degrees: number): number[] {
  if (degrees === 0) return corners.flat()
  const [cos, sin] = [Math.cos((degrees * Math.PI) / 180), Math.sin((degrees * Math.PI) / 180)]
  return corners.flatMap((corner) => {
    const [dx, dy] = [corner[0] - x, corner[1] - y]
    return [x + dx * cos - dy * sin, y + dx * sin + dy * cos]
  })
}
