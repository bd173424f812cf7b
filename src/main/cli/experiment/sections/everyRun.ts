import { points } from '../../options.ts'
import { type Section, table, text } from '../../report/section.ts'
import { plainRows } from '../../report/table.ts'
import type { Report } from '../measures/Report.ts'

const NETS = ['student', 'teacher', 'best'] as const

/** Every run with the 95 % interval of its mean IoU by patient, and all nets it ended with. */
export function everyRun({ runs }: Report): Section {
  const rows = runs.map(({ method, labelled, seed, counts, net, scores, candidates }) => {
    const [low, high] = scores.interval.miou
    const of = (name: string) => points(candidates.find((c) => c.net === name)?.test?.miou ?? null)
    const frames = `${counts.labelled} + ${counts.unlabelled}, ${counts.test}`
    const interval = `${points(low)} to ${points(high)}`
    return [method, labelled, String(seed), frames, net, points(scores.miou), interval, ...NETS.map(of)]
  })
  return {
    heading: 'Every run',
    parts: [
      text(
        'The interval is over patients of that run alone. Which net is chosen is decided by the settings, never by test frames.',
      ),
      table({
        head: [
          'method',
          'labelled',
          'seed',
          'frames labelled + not, tested',
          'chosen',
          'mIoU',
          '95 % interval',
          ...NETS.map((net) => `${net}: mIoU`),
        ],
        rows: plainRows(rows),
      }),
    ],
  }
}
