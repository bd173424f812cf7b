import { mean } from '../../../../shared/domain/overlap.ts'
import type { StepReport } from '../../../../shared/trainer/protocol.ts'
import type { Run } from '../../../engine/experiment/ExperimentService.ts'
import { ends, type Line } from '../../report/lineChart.ts'

/** Points on each side that a noisy line's point is the mean of. */
const AROUND = 4

type Reading = (report: StepReport) => number | null | undefined

/** What steps report, over training: the mean over runs that differ in their seed. */
export function lineOver(name: string, runs: readonly Run[], of: Reading): Line {
  const readings = new Map<number, number[]>()
  for (const report of runs.flatMap(({ steps }) => steps)) {
    const value = of(report)
    if (value === null || value === undefined) continue
    readings.set(report.step, [...(readings.get(report.step) ?? []), value])
  }
  const points = [...readings]
    .sort(([a], [b]) => a - b)
    .map(([step, values]) => [step, mean(values)] as const)
  return { name, points }
}

/** The same line with each point the mean of those around it: shares in a batch jump with what is in it. */
export const smoothed = ({ name, points }: Line): Line => ({
  name,
  points: points.map(([step], i) => [
    step,
    mean(points.slice(Math.max(0, i - AROUND), i + AROUND + 1).map(([, value]) => value)),
  ]),
})

/** One upright axis for charts that stand side by side, from `from` or the lowest on; undefined where nothing is drawn. */
export function commonRange(
  charts: readonly (readonly Line[])[],
  ...from: readonly number[]
): readonly [number, number] | undefined {
  const values = charts.flat().flatMap(({ points }) => points.map(([, value]) => value))
  return values.length === 0 ? undefined : ends([...from, ...values])
}
