import { lineChart } from '../../report/lineChart.ts'
import { figures, type Section, text } from '../../report/section.ts'
import { lineOver } from '../charts/lines.ts'
import { methodsOf, type Report, runsOf, sharesOf, shareText } from '../measures/Report.ts'

/** Parts of each method's loss. */
export const losses = (report: Report): Section => ({
  heading: 'Losses',
  parts: [
    text('Parts of the loss as they are added up, mean over seeds.'),
    ...sharesOf(report).flatMap((share) =>
      figures(
        methodsOf(report).map((method) => chart(report, method, share)),
        shareText(share),
      ),
    ),
  ],
})

function chart(report: Report, method: string, share: string): string {
  const runs = runsOf(report, method, share)
  const names = Object.keys(runs[0]?.steps[0]?.losses ?? {})
  const lines = names.map((name) => lineOver(name, runs, (step) => step.losses[name]))
  return lineChart({ title: method, x: 'step', lines, hasLegend: true })
}
