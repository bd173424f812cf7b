import type { Run } from '../../engine/experiment/ExperimentService.ts'
import { points } from '../options.ts'

const BASELINES = ['supervised', 'M1']

/** Mean over a method's seeds of what is known; null where nothing is. */
function meanOver(runs: readonly Run[], figure: (run: Run) => number | null | undefined): number | null {
  const known = runs.map(figure).filter((value) => value !== null && value !== undefined)
  return known.length === 0 ? null : known.reduce((a, b) => a + b, 0) / known.length
}

const methodsOf = (runs: readonly Run[]) => [...new Set(runs.map((run) => run.method))]

/** Per method the mean over seeds, in points; the columns are those of METHODS §4. */
export function methodTable(runs: readonly Run[]): { head: string[]; rows: string[][] } {
  const classes = runs[0]?.scores.iou.length ?? 0
  const head = ['method', 'seeds', 'mIoU', 'mIoU foreground', 'Dice', 'NSD slab', 'NSD contour']
  for (let c = 0; c < classes; c++) head.push(`IoU ${c}`)
  const rows = methodsOf(runs).map((method) => {
    const own = runs.filter((run) => run.method === method)
    const mean = (figure: Parameters<typeof meanOver>[1]) => points(meanOver(own, figure))
    return [
      method,
      String(own.length),
      mean(({ scores }) => scores.miou),
      mean(({ scores }) => scores.miouForeground),
      mean(({ scores }) => scores.dice),
      mean(({ scores }) => scores.nsd.slab3d),
      mean(({ scores }) => scores.nsd.contour2d),
      ...Array.from({ length: classes }, (_, c) => mean(({ scores }) => scores.iou[c])),
    ]
  })
  return { head, rows }
}

/** Every run with the 95 % interval of its mean IoU by patient, and all nets it ended with. */
export function runTable(runs: readonly Run[]): { head: string[]; rows: string[][] } {
  const nets = ['student', 'teacher', 'best'] as const
  const head = [
    'method',
    'seed',
    'chosen',
    'mIoU',
    '95 % interval',
    ...nets.map((net) => `${net}: mIoU`),
    'seconds',
  ]
  const rows = runs.map(({ method, seed, net, scores, candidates, seconds }) => {
    const [low, high] = scores.interval.miou
    const of = (name: string) => points(candidates.find((c) => c.net === name)?.test?.miou ?? null)
    const interval = `${points(low)}–${points(high)}`
    return [method, String(seed), net, points(scores.miou), interval, ...nets.map(of), seconds.toFixed(0)]
  })
  return { head, rows }
}

/** Whether the methods beat the baseline, in plain words, seed by seed. */
export function verdictLines(runs: readonly Run[]): string[] {
  const baseline = methodsOf(runs).find((method) => BASELINES.includes(method))
  if (!baseline) return []
  const scoreOf = (method: string, seed: number) =>
    runs.find((run) => run.method === method && run.seed === seed)?.scores.miou
  return methodsOf(runs)
    .filter((method) => method !== baseline)
    .map((method) => {
      const gains = runs
        .filter((run) => run.method === method)
        .map(({ seed, scores }) => 100 * (scores.miou - (scoreOf(baseline, seed) ?? Number.NaN)))
      const mean = gains.reduce((a, b) => a + b, 0) / gains.length
      const signed = (value: number) => `${value < 0 ? '−' : '+'}${Math.abs(value).toFixed(1)}`
      const word = mean > 0 ? 'ahead of' : 'not ahead of'
      return `${method} is ${word} ${baseline}: ${signed(mean)} points of mean IoU (${gains.map(signed).join(', ')} by seed).`
    })
}

export const asMarkdown = ({ head, rows }: { head: string[]; rows: string[][] }) =>
  [head, head.map(() => '---'), ...rows].map((cells) => `| ${cells.join(' | ')} |`).join('\n')
