import { escaped } from './escaped.ts'

export interface Line {
  readonly name: string
  readonly colour: string
  readonly points: readonly (readonly [x: number, y: number])[]
}

interface Chart {
  readonly title: string
  readonly x: string
  readonly lines: readonly Line[]
  /** Fixed ends of the upright axis; without them it fits the lines. */
  readonly range?: readonly [number, number]
}

const WIDTH = 420
const HEIGHT = 240
const LEFT = 46
const BOTTOM = 34
const TOP = 30
const RIGHT = 12

/** A line chart as SVG text. Empty where no line has two points. */
export function lineChart({ title, x, lines, range }: Chart): string {
  const drawn = lines.filter(({ points }) => points.length > 1)
  if (drawn.length === 0) return ''
  const all = drawn.flatMap(({ points }) => points)
  const [x0, x1] = ends(all.map(([px]) => px))
  const [y0, y1] = range ?? ends(all.map(([, py]) => py))
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
  const paths = drawn.map(({ points, colour }) => {
    const path = points.map(([px, py]) => `${toX(px).toFixed(1)},${toY(py).toFixed(1)}`).join(' ')
    return `<polyline points="${path}" fill="none" stroke="${colour}" stroke-width="1.6"/>`
  })
  const legend = drawn.map(
    ({ name, colour }) => `<span><i style="background:${colour}"></i>${escaped(name)}</span>`,
  )
  return [
    `<figure><figcaption>${escaped(title)}</figcaption>`,
    `<svg viewBox="0 0 ${WIDTH} ${HEIGHT}" role="img" aria-label="${escaped(title)}">`,
    ...grid,
    ...feet,
    `<text x="${WIDTH - RIGHT}" y="${HEIGHT - 4}" text-anchor="end">${escaped(x)}</text>`,
    ...paths,
    `</svg><div class="legend">${legend.join('')}</div></figure>`,
  ].join('')
}

function ends(values: readonly number[]): [number, number] {
  let [low, high] = [Number.POSITIVE_INFINITY, Number.NEGATIVE_INFINITY]
  for (const value of values) {
    low = Math.min(low, value)
    high = Math.max(high, value)
  }
  return [low, high]
}

/** Four or five round numbers between two ends. */
function ticks(low: number, high: number): number[] {
  const raw = (high - low) / 4 || 1
  const power = 10 ** Math.floor(Math.log10(raw))
  const step = [1, 2, 2.5, 5, 10].map((m) => m * power).find((s) => s >= raw) ?? raw
  const first = Math.ceil(low / step)
  return Array.from({ length: Math.floor(high / step) - first + 1 }, (_, i) => (first + i) * step)
}

const short = (value: number) => String(Number(value.toPrecision(3)))
