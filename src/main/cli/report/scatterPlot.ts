import { escaped } from '../../../shared/html/escaped.ts'

export interface Dot {
  readonly x: number
  readonly y: number
  readonly colour: string
  /** What the others are seen against: drawn beneath them, small and open. */
  readonly isGround?: boolean
}

const isGround = (dot: Dot) => dot.isGround === true

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
  const circles = [...dots.filter(isGround), ...dots.filter((dot) => !isGround(dot))].map((dot) => {
    const look = isGround(dot)
      ? `r="2" fill="none" stroke="${dot.colour}"`
      : `r="3" fill="${dot.colour}" stroke="currentColor" stroke-opacity=".6" stroke-width=".6"`
    return `<circle cx="${x(dot)}" cy="${y(dot)}" ${look}/>`
  })
  return `<figure><figcaption>${escaped(title)}</figcaption><svg class="square" viewBox="0 0 ${SIDE} ${SIDE}" role="img" aria-label="${escaped(title)}">${circles.join('')}</svg></figure>`
}
