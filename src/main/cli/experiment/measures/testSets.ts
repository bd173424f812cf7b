import { relative, sep } from 'node:path'
import { publishedNamed } from './published.ts'
import type { Report } from './Report.ts'

/** What a report tells of some of the test frames. */
export interface ReportOnSet {
  readonly name: string
  /** How many of the test frames are of it: as many for every method of a seed. */
  readonly frames: number
  readonly report: Report
}

/** The same runs judged on each of the plan's test sets by itself, beside what is published for it. */
export const reportsBySet = (report: Report): ReportOnSet[] =>
  (report.plan.testSets ?? []).map(({ name, pattern }) => {
    const own = reportOn(report, name, pattern)
    return { name, frames: Math.max(0, ...own.runs.map(({ scores }) => scores.perFrame.length)), report: own }
  })

function reportOn({ plan, runs }: Report, name: string, pattern: string): Report {
  const matches = new RegExp(pattern)
  const isOf = (id: string) => matches.test(relative(plan.data, id).split(sep).join('/'))
  const published = publishedNamed(name)
  return {
    plan,
    runs: runs.map((run) => ({
      ...run,
      scores: { ...run.scores, perFrame: run.scores.perFrame.filter(({ id }) => isOf(id)) },
    })),
    ...(published ? { published } : {}),
  }
}
