import { existsSync, readFileSync, rmSync, statSync } from 'node:fs'
import { join } from 'node:path'
import { afterAll, beforeAll, describe, expect, it } from 'vitest'
import { hasBuild, hasTensorFlow } from '../support/places.ts'
import { loco, temporaryFolder, writePairs } from '../support/TestStudy.ts'

const place = temporaryFolder()
const data = join(place.path, 'data')
const out = join(place.path, 'out')
afterAll(() => place.remove())

const asked = (...more: string[]) => [
  ...['experiment', '--data', data, '--labelled', '2,4', '--steps', '3', '--size', '32', '--batch', '1'],
  ...['--out', out, ...more],
]

interface Side {
  readonly way: string
  readonly share: string
  readonly labelled: readonly string[]
  readonly unlabelled: readonly string[]
  readonly test: readonly string[]
}
const sides = () =>
  (JSON.parse(readFileSync(join(out, 'results.json'), 'utf8')) as { splits: readonly Side[] }).splits
const sideOf = (way: string, share: string) => {
  const found = sides().find((side) => side.way === way && side.share === share)
  if (!found) throw new Error(`${way} has no round of ${share}.`)
  return found
}
const model = (run: string) => readFileSync(join(out, run, 'model.safetensors'))

describe.skipIf(!hasBuild || !hasTensorFlow)('rounds one after the other', { timeout: 240_000 }, () => {
  beforeAll(() => writePairs(data, 12, 40))

  it('label more each time, by chance or as the queue says, and are judged on the same frames', () => {
    const { runs } = loco(...asked('--active', 'random,blend')) as { runs: readonly { share: string }[] }
    expect(runs).toHaveLength(4)
    const first = sideOf('random', '2')
    for (const way of ['random', 'blend']) {
      const [two, four] = [sideOf(way, '2'), sideOf(way, '4')]
      expect(two.labelled).toEqual(first.labelled)
      expect(four.labelled.slice(0, 2)).toEqual(two.labelled)
      expect(new Set([...four.labelled, ...four.unlabelled])).toEqual(
        new Set([...two.labelled, ...two.unlabelled]),
      )
      expect(four.labelled).toHaveLength(4)
      expect(four.test).toEqual(first.test)
    }
    // By chance: the frames that an experiment without rounds draws next.
    expect(sideOf('random', '4').labelled).toEqual([...first.labelled, ...first.unlabelled.slice(0, 2)])
    // The first round is one run for both.
    expect(model('blend-2-seed0').equals(model('random-2-seed0'))).toBe(true)
    expect(model('blend-4-seed0').equals(model('random-4-seed0'))).toBe(false)
    expect(readFileSync(join(out, 'report.html'), 'utf8')).toContain('What labels are worth')
  })

  it('that were broken off go on where they were, with the frames chosen before', () => {
    const [kept, chosen] = [
      statSync(join(out, 'blend-2-seed0/result.json')).mtimeMs,
      sideOf('blend', '4').labelled,
    ]
    const whole = model('blend-4-seed0')
    rmSync(join(out, 'blend-4-seed0'), { recursive: true })
    const { estimate } = loco(...asked('--active', 'random,blend', '--estimate')) as {
      estimate: { methods: readonly { method: string; runs: number }[] }
    }
    expect(estimate.methods.map(({ method, runs }) => [method, runs])).toEqual([['blend', 1]])
    loco(...asked('--active', 'random,blend'))
    expect(statSync(join(out, 'blend-2-seed0/result.json')).mtimeMs).toBe(kept)
    expect(sideOf('blend', '4').labelled).toEqual(chosen)
    expect(model('blend-4-seed0').equals(whole)).toBe(true)
  })

  it('begin with the model before, or anew', () => {
    loco(...asked('--starts', 'warm,scratch'))
    expect(sideOf('warm', '4').labelled).toEqual(sideOf('scratch', '4').labelled)
    expect(model('warm-2-seed0').equals(model('scratch-2-seed0'))).toBe(true)
    expect(model('warm-4-seed0').equals(model('scratch-4-seed0'))).toBe(false)
    // A first round of its own would have had checkpoints.
    expect(existsSync(join(out, 'scratch-2-seed0/run.json'))).toBe(false)
  })

  it('are refused where they do not label more, or nobody may choose', () => {
    expect(() => loco(...asked('--active', 'blend', '--labelled', '4,2'))).toThrow(/shares that rise.*4, 2/)
    expect(() => loco(...asked('--active', 'blend', '--labelled', '4'))).toThrow('shares that rise')
    expect(() => loco(...asked('--starts', 'warm', '--split-files', data))).toThrow('leave out --active')
  })
})
