import type { Run } from '../../../engine/experiment/ExperimentService.ts'
import { duration } from '../../options.ts'
import { type Section, table, text } from '../../report/section.ts'
import { plainRows } from '../../report/table.ts'
import { methodsOf, type Report } from '../measures/Report.ts'

/** What a step of each method takes. */
export function cost(report: Report): Section {
  const methods = methodsOf(report).map((method) => {
    const runs = report.runs.filter((run) => run.method === method)
    return { method, runs, step: median(runs.flatMap(({ steps }) => steps.map((s) => s.secondsPerStep))) }
  })
  const least = Math.min(...methods.map(({ step }) => step))
  const rows = methods.map(({ method, runs, step }) => [
    method,
    `${step.toFixed(step < 1 ? 3 : 2)} s`,
    `${(step / least).toFixed(1)} ×`,
    duration(median(runs.map(({ seconds }) => seconds))),
    memoryText(runs),
  ])
  const { batch, size, backbone } = report.plan
  return {
    heading: 'Cost',
    parts: [
      text(
        `Of ${batch} images of each kind of ${size} px through ${backbone}: medians over all runs, with other work on the machine as it was. A run is learning alone, without judging it. Memory is the most that the process held.`,
      ),
      table({
        head: ['method', 'a step', 'of the fastest', 'a run', 'memory'],
        rows: plainRows(rows),
      }),
    ],
  }
}

function memoryText(runs: readonly Run[]): string {
  const known = runs.flatMap(({ peakMb }) => peakMb ?? [])
  return known.length === 0 ? '–' : `${(Math.max(...known) / 1000).toFixed(2)} GB`
}

function median(values: readonly number[]): number {
  const sorted = [...values].sort((a, b) => a - b)
  return sorted[Math.floor(sorted.length / 2)] ?? 0
}
