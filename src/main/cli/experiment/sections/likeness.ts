import type { StepReport } from '../../../../shared/trainer/protocol.ts'
import { lineChart } from '../../report/lineChart.ts'
import { figures, legend, type Section, text } from '../../report/section.ts'
import { seriesLegend } from '../../report/series.ts'
import { commonRange, lineOver } from '../charts/lines.ts'
import { methodsOf, type Report, runsOf, sharesOf, shareText } from '../measures/Report.ts'

const HOW =
  'Cosines of what the decoder makes of four test frames (its fused map, which every net has), mean over seeds. Between classes: of their mean embeddings, mean over pairs; the lower, the better are they told apart. At boundaries: the lowest to the 64 pixels around (s^b, METHODS §2.4), mean over pixels within reach of another class; the lower, the sharper is the boundary.'

/** Likeness between classes and at their boundaries over training (the paper's Figs 3 to 5). */
export function likeness(report: Report): Section {
  return {
    heading: 'How alike classes and their boundaries are',
    parts: [
      text(HOW),
      legend(seriesLegend(methodsOf(report))),
      ...row(report, 'Between classes', (step) => step.likeness?.classes),
      ...row(report, 'At boundaries', (step) => step.likeness?.boundary),
    ],
  }
}

function row(report: Report, title: string, of: (step: StepReport) => number | null | undefined) {
  const perShare = sharesOf(report).map((share) =>
    methodsOf(report).map((method) => lineOver(method, runsOf(report, method, share), of)),
  )
  const range = commonRange(perShare)
  const charts = perShare.map((lines, i) =>
    lineChart({ title: shareText(sharesOf(report)[i] ?? ''), x: 'step', lines, ...(range ? { range } : {}) }),
  )
  return figures(charts, title)
}
