import { escaped } from './escaped.ts'

export interface Dot {
  readonly x: number
  readonly y: number
  readonly colour: string
}

const SIDE = 300
const BORDER = 12

/** Dots in a square without axes, as SVG text: for maps whose directions mean nothing. */
export function scatterPlot(title: string, dots: readonly Dot[]): string {
  if (dots.length === 0) return ''
  const place = (of: (dot: Dot) => number) => {
    const values = dots.map(of)
    const low = Math.min(...values)
    const span = Math.max(...values) - low || 1
    return (dot: Dot) => (BORDER + ((of(dot) - low) / span) * (SIDE - 2 * BORDER)).toFixed(1)
  }
  const [x, y] = [place((d) => d.x), place((d) => d.y)]
  const circles = dots.map(
    (dot) => `<circle cx="${x(dot)}" cy="${y(dot)}" r="2.6" fill="${dot.colour}" fill-opacity=".75"/>`,
  )
  return `<figure><figcaption>${escaped(title)}</figcaption><svg viewBox="0 0 ${SIDE} ${SIDE}" role="img" aria-label="${escaped(title)}">${circles.join('')}</svg></figure>`
}
