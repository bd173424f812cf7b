import { describe, expect, it } from 'vitest'
import { published } from '../../../../../src/main/cli/experiment/measures/published.ts'
import { reportOf } from '../../../../../src/main/cli/experiment/reportPage.ts'
import type { Diagnosis } from '../../../../../src/shared/trainer/protocol.ts'
import { judgedRun, planFor } from '../../../../support/experimentRuns.ts'

const methods = ['supervised', 'loco', 'M2']
const diagnosis: Diagnosis = {
  frames: [
    {
      id: '/data/frame0.png',
      truth: Uint8Array.of(1),
      predicted: Uint8Array.of(2),
      boundary: Uint8Array.of(3),
    },
  ],
  embedding: [
    { x: 0, y: 0, class: 0 },
    { x: 1, y: 1, class: 1 },
  ],
}
const run = (method: string, seed: number, ...found: number[]) =>
  judgedRun({ method, labelled: '10%', seed }, found, seed === 0 ? diagnosis : undefined)
const runs = [
  run('supervised', 0, 10, 20, 30),
  run('supervised', 1, 12, 18, 30),
  run('loco', 0, 40, 50, 50),
  run('loco', 1, 42, 48, 50),
  run('M2', 0, 20, 20, 30),
  run('M2', 1, 30, 10, 20),
]
const report = { plan: planFor(methods, [0, 1]), runs, published: published.kvasir }
const { html, markdown } = reportOf(report)
const rowOf = (name: string) => markdown.split('\n').find((line) => line.startsWith(`| ${name} |`))

describe('the report of an experiment', () => {
  it('has the paper’s table: mean ± deviation over seeds, best bold, second underlined', () => {
    // IoU 1 of supervised: 60 of 150 pixels with both seeds; of M2 70 and 60 of 150: 46.7 and 40.0.
    expect(rowOf('supervised')).toContain('| 40.0 ± 0.0 |')
    expect(rowOf('M2')).toContain('| <u>43.3</u> ± 4.7 |')
    expect(rowOf('loco')).toContain('| **93.3** ± 0.0 |')
    expect(html).toContain('<u>43.3</u><small>± 4.7</small>')
    expect(html).toContain('<b>93.3</b>')
  })

  it('says ahead, behind, and where no difference is shown, with the interval', () => {
    expect(markdown).toMatch(
      /^- 10% labelled: loco is ahead of supervised, \+\d+\.\d points of mIoU \(95 % interval \+\d+\.\d to \+\d+\.\d; 2 seeds\)\.$/m,
    )
    expect(markdown).toMatch(/^- 10% labelled: no difference shown between M2 and supervised, /m)
    expect(markdown).toMatch(/^- 10% labelled: .*loco .* M2, \+39\.9 points/m)
    const behind = reportOf({ ...report, plan: planFor(['loco', 'supervised'], [0, 1]), runs: swapped() })
    expect(behind.markdown).toMatch(/^- 10% labelled: loco is behind supervised, −/m)
  })

  it('has published figures apart and never ranked', () => {
    expect(rowOf('loco, published')).toBe('| loco, published |  |  | 86.18 | 84.92 | 86.85 |  |')
    expect(html).toContain('<tr class="elsewhere"><td>loco, published</td>')
    expect(reportOf({ plan: report.plan, runs }).markdown).not.toContain('published for')
  })

  it('has a table for each test set by itself, beside what is published for it', () => {
    const testSets = [
      { name: 'Kvasir-SEG', pattern: '(^|/)frame[01]' },
      { name: 'CVC-ClinicDB', pattern: '^CVC-ClinicDB/' },
    ]
    const { markdown: bySet } = reportOf({ plan: { ...report.plan, testSets, data: '' }, runs })
    const [all = '', first = ''] = bySet.split('Kvasir-SEG by itself, 2 test frames.')
    const supervised = (part: string) => part.split('\n').find((line) => line.startsWith('| supervised |'))
    // IoU 1 of the two frames: 30 of 100 pixels with both seeds.
    expect(supervised(all)).toContain('| 40.0 ± 0.0 |')
    expect(supervised(first)).toContain('| 30.0 ± 0.0 |')
    expect(all).not.toContain(', published')
    expect(first).toContain('| loco, published |  |  | 86.18 | 84.92 | 86.85 |  |')
    expect(bySet).toContain('No test frame is of CVC-ClinicDB.')
    expect(bySet).toMatch(/^- Kvasir-SEG, 10% labelled: loco is ahead of supervised, /m)
    expect(bySet).not.toMatch(/^- CVC-ClinicDB/m)
  })

  it('says which settings are not the preset’s', () => {
    const changes = [
      { path: 'learningRate', value: 0.002 },
      { path: 'loco.filter.dynamic', value: false },
    ]
    const { markdown: changed } = reportOf({ ...report, plan: { ...report.plan, changes } })
    expect(changed).toContain('preset cpu with learningRate = 0.002, loco.filter.dynamic = false. Groups')
    expect(markdown).toContain('preset cpu. Groups')
  })

  it('says what each method costs', () => {
    expect(rowOf('supervised')).toBeDefined()
    expect(markdown).toContain('| loco | 0.250 s | 1.0 × | 0:01:00 | 1.25 GB |')
  })

  it('shows every method beside the truth on the same frame', () => {
    const alts = [...html.matchAll(/<img alt="([^"]+)"/g)].map(([, alt]) => alt)
    expect(alts.slice(0, 4)).toEqual(['truth', ...methods].map((name) => `frame0.png, ${name}`))
  })

  it('needs nothing from outside', () => {
    expect(html).not.toMatch(/<script|<link|https?:|@import/)
    expect(
      [...html.matchAll(/\b(?:src|href)="([^"]{0,5})/g)].every(
        ([, to]) => to?.startsWith('data:') || to?.startsWith('#'),
      ),
    ).toBe(true)
  })

  it('says which runs have not ended', () => {
    const part = reportOf({ ...report, runs: runs.slice(0, 5) })
    expect(part.markdown).toContain('Not all runs have ended: M2 at 10% 1 of 2.')
    expect(reportOf({ ...report, runs: [] }).markdown).toContain('No run has ended.')
  })
})

/** As if the baseline had found what LoCo did. */
const swapped = () =>
  [0, 1].flatMap((seed) => [run('loco', seed, 10 + seed, 20, 30), run('supervised', seed, 40 + seed, 50, 50)])
