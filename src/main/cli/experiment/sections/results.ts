import type { Run } from '../../../engine/experiment/ExperimentService.ts'
import { points } from '../../options.ts'
import { type Section, table, text } from '../../report/section.ts'
import type { Cell, Row, Table } from '../../report/table.ts'
import { type Figure, figuresFor } from '../measures/figures.ts'
import { frameRows, sumOf } from '../measures/frameRows.ts'
import { marksOf } from '../measures/marks.ts'
import { methodsOf, type Report, runsOf, sharesOf, shareText } from '../measures/Report.ts'
import { spreadOf } from '../measures/spread.ts'
import { reportsBySet } from '../measures/testSets.ts'

/**
 * The paper's Tables I to IV: methods by labelled share, with what the paper has for this set below. Test sets that the
 * plan names have a table of their own each.
 */
export function results(report: Report): Section {
  const bySet = reportsBySet(report).flatMap(({ name, frames, report: own }) =>
    frames === 0
      ? [text(`No test frame is of ${name}.`)]
      : [text(`${name} by itself, ${frames} test frames.${elsewhere(own)}`), table(tableOf(own))],
  )
  return { heading: 'Results', parts: [text(howToRead(report)), table(tableOf(report)), ...bySet] }
}

function tableOf(report: Report): Table {
  const [shares, methods] = [sharesOf(report), methodsOf(report)]
  const figures = figuresFor(report.plan.classes)
  const columns = shares.flatMap((share) => columnsAt(report, share, figures))
  const rows = methods.map((method, m) => ({
    cells: [{ text: method }, ...columns.flatMap((column) => column[m] ?? [])],
  }))
  return {
    head: ['method', ...shares.flatMap(() => figures.map(({ name }) => name))],
    groups: { after: 1, names: shares.map(shareText), each: figures.length },
    rows: [...rows, ...publishedRows(report, figures)],
  }
}

/** A column of the table: a cell for each method. */
function columnsAt(report: Report, share: string, figures: readonly Figure[]): Cell[][] {
  const sums = methodsOf(report).map((method) => runsOf(report, method, share).map(sumOfRun))
  return figures.map((figure) => {
    const spreads = sums.map((runs) => spreadOf(runs.map((sum) => figure.of(sum))))
    const printed = spreads.map((spread) => (spread ? points(spread.mean) : null))
    const marks = marksOf(printed)
    return spreads.map((spread, m) => {
      const mark = marks[m]
      return {
        text: printed[m] ?? '–',
        ...(spread?.deviation == null ? {} : { below: `± ${points(spread.deviation)}` }),
        ...(mark ? { mark } : {}),
      }
    })
  })
}

const sumOfRun = ({ scores }: Run) => sumOf(frameRows(scores.perFrame))

function howToRead(report: Report): string {
  const { plan } = report
  const missing = sharesOf(report).flatMap((share) =>
    plan.methods.flatMap((method) => {
      const ended = runsOf(report, method, share).length
      return ended === plan.seeds.length ? [] : [`${method} at ${share} ${ended} of ${plan.seeds.length}`]
    }),
  )
  return (
    [
      `In points, ${plan.seeds.length === 1 ? 'of one seed' : `mean ± standard deviation over ${plan.seeds.length} seeds`}. IoU of a class is over all test pixels of a run, mIoU its mean with background; DSC and NSD are means over frames of what the truth holds. NSD at 2 px in two forms: slab3d is most like the published figures, contour2d is the one that means something.`,
      'Best in bold, second underlined (from three methods on).',
      ...(missing.length > 0 ? [`Not all runs have ended: ${missing.join(', ')}.`] : []),
    ].join(' ') + elsewhere(report)
  )
}

const elsewhere = ({ published }: Report) =>
  published
    ? ` In italics what the paper has published for ${published.name}, with another net, other frames and other lengths of training: to be read, not to be ranked with these.`
    : ''

/** The paper's rows of the methods that were run, where a share and a figure are also the paper's. */
function publishedRows(report: Report, figures: readonly Figure[]): Row[] {
  const { published } = report
  if (!published) return []
  return methodsOf(report).flatMap((method) => {
    const row = published.methods[method]
    if (!row) return []
    const cells = sharesOf(report).flatMap((share) =>
      figures.map(({ name }) => ({ text: row[share]?.[published.figures.indexOf(name)]?.toFixed(2) ?? '' })),
    )
    return [{ isFromElsewhere: true, cells: [{ text: `${method}, published` }, ...cells] }]
  })
}
