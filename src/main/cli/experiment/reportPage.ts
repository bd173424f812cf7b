import { basename, resolve } from 'node:path'
import type { ExperimentPlan } from '../../engine/experiment/ExperimentService.ts'
import { markdown } from '../report/markdown.ts'
import { page } from '../report/page.ts'
import type { Report } from './measures/Report.ts'
import { sections } from './sections/index.ts'

/** An experiment's report: a page that needs nothing else, and its tables as Markdown. */
export function reportOf(report: Report): { html: string; markdown: string } {
  const title = `Experiment on ${basename(resolve(report.plan.data))}`
  const lead = leadOf(report)
  const written = sections.map((section) => section(report))
  return { html: page(title, lead, written), markdown: markdown(title, lead, written) }
}

function leadOf({ plan, runs }: Report): string {
  const [one] = runs
  if (!one) return 'No run has ended.'
  const { validation, test } = one.counts
  const frames = `${test} frames to test on, ${validation} to select by, ${plan.shares.join(', ')} of the others labelled`
  return `${frames}. ${lengthText(plan)} of ${plan.batch} + ${plan.batch} crops of ${plan.size} px, ${plan.backbone}, preset ${plan.preset}${changesText(plan)}. Groups (patients, sequences) are on one side only; nothing is chosen by the test frames.`
}

const changesText = ({ changes = [] }: ExperimentPlan) =>
  changes.length === 0
    ? ''
    : ` with ${changes.map(({ path, value }) => `${path} = ${String(value)}`).join(', ')}`

const lengthText = ({ length }: ExperimentPlan) =>
  'steps' in length ? `${length.steps} steps` : `${length.epochs} epochs`
