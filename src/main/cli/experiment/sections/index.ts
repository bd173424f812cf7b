import type { Section } from '../../report/section.ts'
import type { Report } from '../measures/Report.ts'
import { cost } from './cost.ts'
import { differences } from './differences.ts'
import { embeddings } from './embeddings.ts'
import { everyRun } from './everyRun.ts'
import { filter } from './filter.ts'
import { labels } from './labels.ts'
import { likeness } from './likeness.ts'
import { losses } from './losses.ts'
import { boundaries, overlays } from './overlays.ts'
import { results } from './results.ts'

/** What a report holds, in this order. A further table or figure is a file and a line here. */
export const sections: readonly ((report: Report) => Section)[] = [
  results,
  labels,
  differences,
  cost,
  overlays,
  embeddings,
  likeness,
  boundaries,
  filter,
  losses,
  everyRun,
]
