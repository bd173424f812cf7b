import type { LabelBudget } from '../../../shared/contract/worth.ts'

/** Size of the chart, and the room that its axes' numbers take. */
const [WIDTH, HEIGHT, LEFT, BELOW, ABOVE, RIGHT] = [640, 220, 44, 34, 10, 16]
/** Dice that the upright axis spans at least. */
const LEAST = 0.2

interface Props extends Pick<LabelBudget, 'points' | 'curve' | 'labelled'> {
  readonly title: string
  /** What stands below the level axis. */
  readonly axis: string
}

/** Dice by labelled frames: rounds with their intervals, and the law through them with its band. */
export function BudgetChart({ points, curve, labelled, title, axis }: Props) {
  const numbers = [...points.map((point) => point.labelled), ...curve.map((place) => place.labelled)]
  const to = Math.max(...numbers, labelled) * 1.02
  const [low, high] = spanOf(points, curve)
  const x = (value: number) => LEFT + ((WIDTH - LEFT - RIGHT) * value) / to
  const y = (dice: number) =>
    HEIGHT - BELOW - ((HEIGHT - BELOW - ABOVE) * (clamp(dice, low, high) - low)) / (high - low)
  const line = (end: (place: LabelBudget['curve'][number]) => number) =>
    curve.map((place) => `${x(place.labelled).toFixed(1)},${y(end(place)).toFixed(1)}`)
  const band = [...line(({ interval }) => interval[0]), ...line(({ interval }) => interval[1]).reverse()]
  return (
    <svg viewBox={`0 0 ${WIDTH} ${HEIGHT}`} role="img" aria-label={title} className="budget-chart">
      {levels(low, high).map((dice) => (
        <g key={dice}>
          <path className="grid" d={`M${LEFT} ${y(dice)}H${WIDTH - RIGHT}`} />
          <text x={LEFT - 8} y={y(dice) + 4} textAnchor="end">
            {dice.toFixed(1)}
          </text>
        </g>
      ))}
      {feetOf(to).map((value) => (
        <text key={value} x={x(value)} y={HEIGHT - BELOW + 16} textAnchor="middle">
          {value}
        </text>
      ))}
      <text x={WIDTH - RIGHT} y={HEIGHT - 3} textAnchor="end">
        {axis}
      </text>
      {curve.length > 0 && <polygon className="band" points={band.join(' ')} />}
      <polyline className="law" points={line(({ dice }) => dice).join(' ')} />
      {points.map(({ run, labelled: at, dice, interval }) => (
        <g key={run}>
          {interval && <path className="bar" d={`M${x(at)} ${y(interval[0])}V${y(interval[1])}`} />}
          <circle cx={x(at)} cy={y(dice)} r={4} />
        </g>
      ))}
    </svg>
  )
}

const clamp = (value: number, low: number, high: number) => Math.min(high, Math.max(low, value))

/** The upright axis in whole tenths: all that is drawn, and no less than a fifth of the scale. */
function spanOf(points: LabelBudget['points'], curve: LabelBudget['curve']): [number, number] {
  const all = [...points, ...curve].flatMap(({ dice, interval }) => [dice, ...(interval ?? [])])
  const low = Math.max(0, Math.floor(10 * Math.min(...all)) / 10)
  const high = Math.min(1, Math.ceil(10 * Math.max(...all)) / 10)
  return high - low >= LEAST
    ? [low, high]
    : [Math.max(0, Math.min(low, 1 - LEAST)), Math.max(high, LEAST, low + LEAST)]
}

const levels = (low: number, high: number) =>
  Array.from({ length: Math.round(10 * (high - low)) + 1 }, (_, i) => low + i / 10)

/** Round numbers along the level axis, four to eight of them. */
function feetOf(to: number): number[] {
  const power = 10 ** Math.floor(Math.log10(Math.max(1, to / 4)))
  const step = [1, 2, 5, 10].map((m) => m * power).find((s) => to / s <= 8) ?? to
  return Array.from({ length: Math.floor(to / step) + 1 }, (_, i) => i * step)
}
