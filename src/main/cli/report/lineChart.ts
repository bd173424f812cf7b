import { escaped } from '../../../shared/html/escaped.ts'
import { seriesLegend, strokeOf } from './series.ts'

export interface Line {
  readonly name: string
  readonly points: readonly (readonly [x: number, y: number])[]
}

interface Chart {
  readonly title: string
  readonly x: string
  /** The n-th is drawn as the n-th series; one without two points keeps its place. */
  readonly lines: readonly Line[]
  /** Fixed ends of the upright axis; without them it fits the lines. */
  readonly range?: readonly [number, number]
  /** Whether names stand below; charts that share theirs have one legend for all. */
  readonly hasLegend?: boolean
}

const WIDTH = 400
const HEIGHT = 210
const LEFT = 44
const BOTTOM = 34
const TOP = 12
const RIGHT = 12
const LEVEL = 0.05

/** A line chart as SVG text, from 0 on its level axis. Empty where no line has two points. */
export function lineChart({ title, x, lines, range, hasLegend = false }: Chart): string {
  const all = lines.filter(isDrawn).flatMap(({ points }) => points)
  if (all.length === 0) return ''
  const [x0, x1] = ends([0, ...all.map(([px]) => px)])
  const [y0, y1] = apart(range ?? ends(all.map(([, py]) => py)))
  const toX = (v: number) => LEFT + ((v - x0) / (x1 - x0 || 1)) * (WIDTH - LEFT - RIGHT)
  const toY = (v: number) => HEIGHT - BOTTOM - ((v - y0) / (y1 - y0 || 1)) * (HEIGHT - BOTTOM - TOP)
  const grid = ticks(y0, y1).map(
    (v) =>
      `<line x1="${LEFT}" x2="${WIDTH - RIGHT}" y1="${toY(v)}" y2="${toY(v)}" class="grid"/>` +
      `<text x="${LEFT - 6}" y="${toY(v) + 4}" text-anchor="end">${short(v)}</text>`,
  )
  const feet = ticks(x0, x1).map(
    (v) => `<text x="${toX(v)}" y="${HEIGHT - BOTTOM + 16}" text-anchor="middle">${short(v)}</text>`,
  )
  const paths = lines.map((line, n) => {
    if (!isDrawn(line)) return ''
    const path = line.points.map(([px, py]) => `${toX(px).toFixed(1)},${toY(py).toFixed(1)}`).join(' ')
    return `<polyline points="${path}" fill="none" stroke-width="1.8" stroke-linejoin="round" ${strokeOf(n)}><title>${escaped(line.name)}</title></polyline>`
  })
  return [
    `<figure><figcaption>${escaped(title)}</figcaption>`,
    `<svg viewBox="0 0 ${WIDTH} ${HEIGHT}" role="img" aria-label="${escaped(title)}">`,
    ...grid,
    ...feet,
    `<text x="${WIDTH - RIGHT}" y="${HEIGHT - 4}" text-anchor="end">${escaped(x)}</text>`,
    ...paths,
    `</svg>${hasLegend ? seriesLegend(lines.map(({ name }) => name)) : ''}</figure>`,
  ].join('')
}

const isDrawn = ({ points }: Line) => points.length > 1

/** Lowest and highest. */
export function ends(values: readonly number[]): [number, number] {
  let [low, high] = [Number.POSITIVE_INFINITY, Number.NEGATIVE_INFINITY]
  for (const value of values) {
    low = Math.min(low, value)
    high = Math.max(high, value)
  }
  return [low, high]
}

/** A line that is level lies in the middle. */
const apart = ([low, high]: readonly [number, number]): readonly [number, number] =>
  low === high ? [low - LEVEL, high + LEVEL] : [low, high]

/** Four or five round numbers between two ends. */
function ticks(low: number, high: number): number[] {
  const raw = (high - low) / 4 || 1
  const power = 10 ** Math.floor(Math.log10(raw))
  const step = [1, 2, 2.5, 5, 10].map((m) => m * power).find((s) => s >= raw) ?? raw
  const first = Math.ceil(low / step)
  return Array.from({ length: Math.floor(high / step) - first + 1 }, (_, i) => (first + i) * step)
}

const short = (value: number) => String(Number(value.toPrecision(3)))
