import { basename, resolve } from 'node:path'
import { defaultColour } from '../../../shared/domain/labelClass.ts'
import type { StepReport } from '../../../shared/trainer/protocol.ts'
import type { ExperimentPlan, Run } from '../../engine/experiment/ExperimentService.ts'
import { escaped } from '../report/escaped.ts'
import { type Line, lineChart } from '../report/lineChart.ts'
import { page, picture, pictures, row, type Section, table } from '../report/page.ts'
import { scatterPlot } from '../report/scatterPlot.ts'
import { methodTable, runTable, verdictLines } from './tables.ts'

const COLOURS = ['#3b7ddd', '#e0663f', '#3f9d6b', '#a463c9', '#c59a1b', '#4aa7b5', '#c2507f', '#7a8794']

const colourOf = (i: number) => COLOURS[i % COLOURS.length] ?? '#7a8794'

/** The whole experiment as one HTML file. */
export function reportPage(o: ExperimentPlan, runs: readonly Run[]): string {
  const [one] = runs
  if (!one) return page('Experiment', 'No run has ended.', [])
  const { labelled, unlabelled, validation, test } = one.counts
  const lead = `${labelled} labelled and ${unlabelled} unlabelled frames, ${test} frames to test on, ${validation} to select by. ${lengthOf(o)} of ${o.batch} + ${o.batch} crops of ${o.size} px, ${o.backbone}, preset ${o.preset}. Groups (patients, sequences) are on one side only; nothing is chosen by the test frames.`
  const methods = methodTable(runs)
  const each = runTable(runs)
  const first = runs.filter((run) => run.seed === one.seed)
  const sections: Section[] = [
    {
      heading: 'Result',
      html:
        verdictLines(runs)
          .map((line) => `<p>${escaped(line)}</p>`)
          .join('') + table(methods.head, methods.rows),
    },
    { heading: 'Every run', html: table(each.head, each.rows) },
    { heading: 'Losses, first seed', html: row(...first.map(lossChart)) },
    { heading: 'Thresholds and what passes them, first seed', html: row(...first.flatMap(filterCharts)) },
    { heading: 'How alike the classes are', html: row(similarityChart(first)) },
    ...first.map(framesSection),
    {
      heading: 'Embeddings of test frames',
      html: row(
        ...first.map(({ method, diagnosis }) =>
          scatterPlot(
            method,
            (diagnosis?.embedding ?? []).map((p) => ({ x: p.x, y: p.y, colour: classColour(p.class) })),
          ),
        ),
      ),
    },
  ]
  return page(`Experiment on ${basename(resolve(o.data))}`, lead, sections)
}

const lengthOf = ({ length }: ExperimentPlan) =>
  'steps' in length ? `${length.steps} steps` : `${length.epochs} epochs`

const classColour = (c: number) => defaultColour(c) ?? '#9aa5b1'

const line = (
  name: string,
  colour: string,
  steps: readonly StepReport[],
  of: (report: StepReport) => number | null | undefined,
): Line => ({
  name,
  colour,
  points: steps.flatMap((report) => {
    const y = of(report)
    return y === null || y === undefined ? [] : [[report.step, y] as const]
  }),
})

function lossChart({ method, steps }: Run): string {
  const names = Object.keys(steps[0]?.losses ?? {})
  const lines = names.map((name, i) => line(name, colourOf(i), steps, (r) => r.losses[name]))
  return lineChart({ title: `${method}: parts of the loss`, x: 'step', lines })
}

function filterCharts({ method, steps }: Run): string[] {
  const classes = steps[0]?.thresholds.length ?? 0
  const perClass = (of: (report: StepReport, c: number) => number | null | undefined) =>
    Array.from({ length: classes }, (_, c) => line(`class ${c}`, classColour(c), steps, (r) => of(r, c)))
  const chart = (what: string, lines: Line[]) =>
    lineChart({ title: `${method}: ${what}`, x: 'step', lines, range: [0, 1] })
  return [
    chart(
      'confidence asked for',
      perClass((r, c) => r.thresholds[c]),
    ),
    chart(
      'share of pixels learned from',
      perClass((r, c) => r.pseudoLabelShare[c]),
    ),
    chart(
      'share of confident pseudo-labels that are right',
      perClass((r, c) => r.pseudoLabelAccuracy?.[c]),
    ),
  ]
}

function similarityChart(runs: readonly Run[]): string {
  const lines = runs.map(({ method, steps }, i) => line(method, colourOf(i), steps, (r) => r.classSimilarity))
  return lineChart({ title: 'mean cosine between class means', x: 'step', lines })
}

function framesSection({ method, diagnosis }: Run): Section {
  const rows = (diagnosis?.frames ?? []).map(({ id, truth, predicted, boundary }) =>
    pictures(
      picture(truth, `${basename(id)}, truth`),
      picture(predicted, 'predicted'),
      picture(boundary, 'likeness to neighbours'),
    ),
  )
  return { heading: `${method}: test frames`, html: rows.join('') }
}
