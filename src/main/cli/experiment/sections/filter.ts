import type { StepReport } from '../../../../shared/trainer/protocol.ts'
import { lineChart } from '../../report/lineChart.ts'
import { figures, legend, type Part, type Section, text } from '../../report/section.ts'
import { seriesLegend } from '../../report/series.ts'
import { commonRange, lineOver, smoothed } from '../charts/lines.ts'
import { methodsOf, type Report, runsOf, sharesOf, shareText } from '../measures/Report.ts'

/** Something that steps report for each class. */
interface Watched {
  readonly title: string
  /** Of a batch, and jumps with what is in it. */
  readonly isOfBatch: boolean
  of(report: StepReport, c: number): number | null | undefined
}

const WATCHED: readonly Watched[] = [
  { title: 'confidence asked for', isOfBatch: false, of: (r, c) => r.thresholds[c] },
  { title: 'share of pixels learned from', isOfBatch: true, of: (r, c) => r.pseudoLabelShare[c] },
  {
    title: 'share of confident pseudo-labels that are right',
    isOfBatch: true,
    of: (r, c) => r.pseudoLabelAccuracy?.[c],
  },
]

/** The paper's Fig. 6: thresholds, and how many unlabelled pixels pass them, class by class; and how many are right. */
export const filter = (report: Report): Section => ({
  heading: 'Thresholds and what passes them',
  parts: [
    text(
      'Over training, a chart a class, mean over seeds; charts side by side have one axis. Shares are means of nine readings around a step. Methods without pseudo-labels have no line.',
    ),
    legend(seriesLegend(methodsOf(report))),
    ...sharesOf(report).flatMap((share) => WATCHED.flatMap((watched) => chartsOf(report, share, watched))),
  ],
})

function chartsOf(report: Report, share: string, { title, isOfBatch, of }: Watched): Part[] {
  const perClass = Array.from({ length: report.plan.classes }, (_, c) =>
    methodsOf(report).map((method) => {
      const line = lineOver(method, runsOf(report, method, share), (step) => of(step, c))
      return isOfBatch ? smoothed(line) : line
    }),
  )
  const range = commonRange(perClass, ...(isOfBatch ? [0] : []))
  const charts = perClass.map((lines, c) =>
    lineChart({ title: `class ${c}`, x: 'step', lines, ...(range ? { range } : {}) }),
  )
  return figures(charts, `${shareText(share)}: ${title}`)
}
