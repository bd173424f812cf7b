import { mapColour } from '../../../../shared/domain/palettes.ts'
import type { EmbeddedPoint } from '../../../../shared/trainer/protocol.ts'
import { scatterPlot } from '../../report/scatterPlot.ts'
import { figures, legend, type Section, text } from '../../report/section.ts'
import { colourLegend } from '../../report/series.ts'
import { shownAt } from '../charts/shown.ts'
import { type Report, sharesOf, shareText } from '../measures/Report.ts'

/** The paper's Fig. 7: how classes lie in what the nets make of test frames, at each share for each method. */
export function embeddings(report: Report): Section {
  const classes = Array.from({ length: report.plan.classes }, (_, c) => [`class ${c}`, mapColour(c)] as const)
  const rows = sharesOf(report).flatMap((share) =>
    figures(
      shownAt(report, share).map(({ method, diagnosis }) =>
        scatterPlot(method, diagnosis.embedding.map(dotOf)),
      ),
      shareText(share),
    ),
  )
  return {
    heading: 'Embeddings of test frames',
    parts:
      rows.length === 0
        ? []
        : [
            text(
              'Places of four test frames in the plane, near where the decoder makes them alike (UMAP of its fused map), in the colour of the class that the truth holds there. Directions and distances between groups mean nothing.',
            ),
            legend(colourLegend(classes)),
            ...rows,
          ],
  }
}

const dotOf = ({ x, y, class: c }: EmbeddedPoint) => ({ x, y, colour: mapColour(c), isGround: c === 0 })
