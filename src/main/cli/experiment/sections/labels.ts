import type { Run } from '../../../engine/experiment/ExperimentService.ts'
import { points } from '../../options.ts'
import { type Line, lineChart } from '../../report/lineChart.ts'
import { figures, list, type Section, table, text } from '../../report/section.ts'
import type { Cell } from '../../report/table.ts'
import { type Judged, type LabelsNeeded, labelsNeeded, worthOfTwice } from '../differences/labelsSaved.ts'
import { reachOfMean } from '../differences/student.ts'
import { methodsOf, type Report, runsOf, sharesOf, shareText } from '../measures/Report.ts'
import { spreadOf } from '../measures/spread.ts'

const HOW =
  'Each round labels more frames than the one before, of which the first is the same for all. Mean mIoU over seeds with its 95 % interval by Student’s t (none for one seed). Labels needed: for the mIoU that the first way reaches with 100, from the mean difference over the rounds after the first and from what twice the labels are worth over all of them; how surely that is known is not in the interval.'

/** Rounds one after the other: what labels are worth by who chooses them, or by what the nets begin with. */
export function labels(report: Report): Section {
  const { ways: [first] = [] } = report.plan
  const heading = 'What labels are worth'
  if (!first) return { heading, parts: [] }
  const rounds = report.runs.map(judged)
  const twice = worthOfTwice(rounds)
  const others = methodsOf(report).filter((way) => way !== first.name)
  const lines = others.map((way) => sentence(way, first.name, labelsNeeded(rounds, way, first.name)))
  const worth = twice === null ? [] : [`Twice the labels were worth ${points(twice)} points on average.`]
  const rows = methodsOf(report).map((way) => ({
    cells: [{ text: way }, ...sharesOf(report).map((share) => cellOf(runsOf(report, way, share)))],
  }))
  const chart = lineChart({
    title: 'mIoU by labelled frames',
    x: 'labelled frames',
    lines: methodsOf(report).map((way) => lineOf(way, rounds)),
    hasLegend: true,
  })
  return {
    heading,
    parts: [
      text(HOW),
      list([...worth, ...lines]),
      table({ head: ['', ...sharesOf(report).map(shareText)], rows }),
      ...figures([chart]),
    ],
  }
}

const judged = ({ method, seed, counts, scores }: Run): Judged => ({
  way: method,
  seed,
  labelled: counts.labelled,
  miou: scores.miou,
})

/** Its mean over seeds at each number of labels. */
function lineOf(way: string, rounds: readonly Judged[]): Line {
  const own = Map.groupBy(
    rounds.filter((round) => round.way === way),
    ({ labelled }) => labelled,
  )
  const means = [...own].map(
    ([labelled, at]) => [labelled, spreadOf(at.map((one) => one.miou))?.mean ?? 0] as const,
  )
  return { name: way, points: means.sort(([a], [b]) => a - b) }
}

function cellOf(runs: readonly Run[]): Cell {
  const spread = spreadOf(runs.map(({ scores }) => scores.miou))
  if (!spread) return { text: '–' }
  const { mean, deviation } = spread
  if (deviation === null) return { text: points(mean) }
  const reach = reachOfMean(deviation, runs.length)
  return { text: points(mean), below: `[${points(mean - reach)}, ${points(mean + reach)}]` }
}

function sentence(way: string, first: string, needed: LabelsNeeded | null): string {
  if (!needed) return `${way}: not to be told in labels, since more of them did not help in these rounds.`
  const { of100, interval, draws, span } = needed
  const count = (labels: number) => {
    if (labels <= 100 / span) return `${(100 / span).toFixed(0)} or fewer`
    return labels >= 100 * span ? `${(100 * span).toFixed(0)} or more` : labels.toFixed(0)
  }
  const range = interval ? `${interval.map(count).join(' to ')}; ${draws} seeds` : '1 seed, no interval'
  return `${way} needs ${count(of100)} labels for what ${first} reaches with 100 (${range}).`
}
