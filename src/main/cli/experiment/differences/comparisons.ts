import type { ExperimentPlan } from '../../../engine/experiment/ExperimentService.ts'
import { figuresFor } from '../measures/figures.ts'
import { frameRows } from '../measures/frameRows.ts'
import { methodsOf, type Report, runsOf } from '../measures/Report.ts'
import { type Difference, pairedDifference } from './pairedDifference.ts'
import { resample } from './resample.ts'

const BASELINES = ['supervised', 'M1']
const OURS = ['loco', 'M7']

type Pair = readonly [method: string, other: string]

/** One method beside another at one labelled share. */
export interface Comparison {
  readonly method: string
  readonly other: string
  /** By figure (`figuresFor`). */
  readonly differences: readonly (Difference | null)[]
}

/**
 * At one share every method against the supervised baseline, then LoCo against each rival; of ways to do rounds, each
 * against the first.
 */
export function comparisonsAt(report: Report, share: string): Comparison[] {
  const methods = methodsOf(report)
  const figures = figuresFor(report.plan.classes)
  const resampled = new Map(
    methods.map((method) => {
      const draws = runsOf(report, method, share).map(({ seed, scores }) => ({
        seed,
        rows: frameRows(scores.perFrame),
      }))
      return [method, resample(draws, figures)]
    }),
  )
  return pairsToCompare(report.plan, methods).map(([method, other]) => ({
    method,
    other,
    differences: figures.map((_, i) =>
      pairedDifference(resampled.get(method) ?? [], resampled.get(other) ?? [], i),
    ),
  }))
}

function pairsToCompare({ ways: [first] = [] }: ExperimentPlan, methods: readonly string[]): Pair[] {
  if (first) return methods.flatMap((method) => (method === first.name ? [] : [[method, first.name]]))
  const baseline = methods.find((method) => BASELINES.includes(method))
  const ours = OURS.find((method) => methods.includes(method))
  const rivals = methods.filter((method) => method !== baseline && method !== ours)
  const againstBaseline = methods
    .filter((method) => baseline !== undefined && method !== baseline)
    .map((method): Pair => [method, baseline ?? ''])
  return [...againstBaseline, ...(ours ? rivals.map((rival): Pair => [ours, rival]) : [])]
}

/** What an interval says: ahead or behind where it leaves 0 out. */
export function wordOf({ interval }: Difference): 'ahead of' | 'behind' | 'unclear' {
  if (interval && interval[0] > 0) return 'ahead of'
  if (interval && interval[1] < 0) return 'behind'
  return 'unclear'
}
