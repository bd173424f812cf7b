import { existsSync, readFileSync, rmSync, statSync } from 'node:fs'
import { join } from 'node:path'
import { afterAll, beforeAll, describe, expect, it } from 'vitest'
import { type ExperimentPlan, ExperimentService } from '../../src/main/engine/experiment/ExperimentService.ts'
import { WHOLE } from '../../src/shared/domain/shard.ts'
import { hasBuild, hasTensorFlow } from '../support/places.ts'
import { loco, temporaryFolder, testEngine, writePairs } from '../support/TestStudy.ts'

const place = temporaryFolder()
const [data, out] = [join(place.path, 'data'), join(place.path, 'out')]
const engine = testEngine(place.path)
afterAll(async () => {
  await engine.close()
  place.remove()
})

/** Does rounds of two frames and of three, in these ways. */
async function does(strategies: readonly string[], starts: readonly string[]) {
  const ways = ExperimentService.rounds.waysOf({ methods: ['loco'], strategies, starts })
  const plan: ExperimentPlan = {
    ...ExperimentService.preset('cpu'),
    ...{ data, out, layout: 'auto', validation: '0', shares: ['2', '3'], seeds: [0] },
    ...{ length: { steps: 2 }, size: 32, batch: 1, methods: ways.map(({ name }) => name), ways },
  }
  const prepared = await ExperimentService.prepare(engine, plan, WHOLE)
  const watcher = { onStep: () => {}, onRun: () => {}, onFailed: () => {} }
  const { runs } = await ExperimentService.run(engine, prepared, 1, watcher)
  return { runs, left: prepared.own.map(({ name }) => `${name.method} ${name.labelled}`) }
}

interface Side {
  readonly way: string
  readonly share: string
  readonly labelled: readonly string[]
  readonly unlabelled: readonly string[]
  readonly test: readonly string[]
}
function sideOf(way: string, share: string): Side {
  const { splits } = JSON.parse(readFileSync(join(out, 'results.json'), 'utf8')) as {
    splits: readonly Side[]
  }
  const found = splits.find((side) => side.way === way && side.share === share)
  if (!found) throw new Error(`${way} has no round of ${share}.`)
  return found
}
const model = (run: string) => readFileSync(join(out, run, 'model.safetensors'))

describe.skipIf(!hasBuild || !hasTensorFlow)('rounds one after the other', { timeout: 240_000 }, () => {
  beforeAll(() => writePairs(data, 12, 40))

  it('label more each time, by chance or as the queue says, and are judged on the same frames', async () => {
    expect((await does(['random', 'blend'], ['warm'])).runs).toHaveLength(4)
    const first = sideOf('random', '2')
    for (const way of ['random', 'blend']) {
      const [two, three] = [sideOf(way, '2'), sideOf(way, '3')]
      expect(two.labelled).toEqual(first.labelled)
      expect(three.labelled.slice(0, 2)).toEqual(two.labelled)
      expect(new Set([...three.labelled, ...three.unlabelled])).toEqual(
        new Set([...two.labelled, ...two.unlabelled]),
      )
      expect(three.labelled).toHaveLength(3)
      expect(three.test).toEqual(first.test)
    }
    // By chance: the frames that an experiment without rounds draws next.
    expect(sideOf('random', '3').labelled).toEqual([...first.labelled, ...first.unlabelled.slice(0, 1)])
    // The first round is one run for both.
    expect(model('blend-2-seed0').equals(model('random-2-seed0'))).toBe(true)
  })

  it('that were broken off go on where they were, with the frames chosen before', async () => {
    const [kept, { labelled }] = [
      statSync(join(out, 'blend-2-seed0/result.json')).mtimeMs,
      sideOf('blend', '3'),
    ]
    const whole = model('blend-3-seed0')
    rmSync(join(out, 'blend-3-seed0'), { recursive: true })
    expect((await does(['random', 'blend'], ['warm'])).left).toEqual(['blend 3'])
    expect(statSync(join(out, 'blend-2-seed0/result.json')).mtimeMs).toBe(kept)
    expect(sideOf('blend', '3').labelled).toEqual(labelled)
    expect(model('blend-3-seed0').equals(whole)).toBe(true)
  })

  it('begin with the model before, what it had wrong counting more or not, or anew', async () => {
    await does(['random'], ['warm', 'scratch', 'corrected'])
    expect(sideOf('corrected', '3').labelled).toEqual(sideOf('warm', '3').labelled)
    expect(model('corrected-2-seed0').equals(model('warm-2-seed0'))).toBe(true)
    expect(model('corrected-3-seed0').equals(model('warm-3-seed0'))).toBe(false)
    expect(sideOf('warm', '3').labelled).toEqual(sideOf('scratch', '3').labelled)
    expect(model('warm-2-seed0').equals(model('scratch-2-seed0'))).toBe(true)
    expect(model('warm-3-seed0').equals(model('scratch-3-seed0'))).toBe(false)
    // A first round of its own would have been begun there.
    expect(existsSync(join(out, 'scratch-2-seed0/run.json'))).toBe(false)
  })

  it('are refused where they do not label more, or nobody may choose', () => {
    const asked = (...more: string[]) => [
      'experiment',
      '--data',
      data,
      '--active',
      'blend',
      '--out',
      out,
      ...more,
    ]
    expect(() => loco(...asked('--labelled', '4,2'))).toThrow(/shares that rise.*4, 2/)
    expect(() => loco(...asked('--labelled', '2,4', '--split-files', data))).toThrow('leave out --active')
  })
})
