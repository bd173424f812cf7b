import { appendFileSync } from 'node:fs'
import { join } from 'node:path'
import { afterAll, describe, expect, it } from 'vitest'
import { notedSteps, noteStep } from '../../../../../src/main/engine/experiment/keptRuns.ts'
import { temporaryFolder } from '../../../../support/TestStudy.ts'

const place = temporaryFolder()
afterAll(() => place.remove())

const step = (n: number) => ({
  step: n,
  steps: 10,
  losses: { supervised: 1 / n },
  thresholds: [0.9, 0.8],
  pseudoLabelShare: [0.1, 0.2],
  pseudoLabelAccuracy: [1, null],
  likeness: { classes: 0.4, boundary: null },
  secondsPerStep: 0.5,
  secondsLeft: 5,
})

describe('steps that were noted', () => {
  it('are read as they were written, the later ones of a step, without lines that hold something else', async () => {
    for (const n of [1, 2, 3]) await noteStep(place.path, step(n))
    for (const line of ['{"step":4}', 'null', '[]', '{"step":"5","losses":[]}', '{"step'])
      appendFileSync(join(place.path, 'steps.jsonl'), `${line}\n`)
    await noteStep(place.path, { ...step(2), secondsLeft: 7 })
    expect(await notedSteps(place.path)).toEqual([step(1), { ...step(2), secondsLeft: 7 }, step(3)])
  })
})
