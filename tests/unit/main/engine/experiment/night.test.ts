import { existsSync, mkdirSync, readFileSync, rmSync, statSync, writeFileSync } from 'node:fs'
import { join } from 'node:path'
import { afterAll, beforeAll, beforeEach, describe, expect, it } from 'vitest'
import {
  type ExperimentPlan,
  ExperimentService,
  type Run,
  type RunName,
} from '../../../../../src/main/engine/experiment/ExperimentService.ts'
import { WHOLE } from '../../../../../src/shared/domain/shard.ts'
import { project } from '../../../../support/places.ts'
import { temporaryFolder, testEngine, writePairs } from '../../../../support/TestStudy.ts'

const place = temporaryFolder()
const [data, out] = [join(place.path, 'data'), join(place.path, 'out')]
const trainerEntry = join(project, 'tests/support/trainerInPlay.mjs')
const engine = testEngine(place.path, { trainerEntry, version: '1.2.3' })
beforeAll(() => writePairs(data, 8, 16))
afterAll(async () => {
  await engine.close()
  place.remove()
})
beforeEach(() => {
  rmSync(out, { recursive: true, force: true })
  mkdirSync(out)
})

const planFor = (change: Partial<ExperimentPlan> = {}): ExperimentPlan => ({
  ...ExperimentService.preset('cpu'),
  ...{ data, out, layout: 'auto', validation: '0', methods: ['supervised', 'loco'], shares: ['2'] },
  ...{ seeds: [0, 1], length: { steps: 10 }, size: 32, batch: 1 },
  ...change,
})
const nameOf = ({ method, labelled, seed }: RunName) => `${method}-${labelled}-seed${seed}`
const play = (what: object) => writeFileSync(join(out, 'play.json'), JSON.stringify(what))
interface Line {
  readonly run: string
  readonly what: 'begins' | 'ends'
  readonly resume: boolean
}
const lines = (): Line[] => {
  const file = join(out, 'log.jsonl')
  const text = existsSync(file) ? readFileSync(file, 'utf8') : ''
  return text
    .split('\n')
    .filter(Boolean)
    .map((line) => JSON.parse(line) as Line)
}
const begun = () =>
  lines()
    .filter(({ what }) => what === 'begins')
    .map(({ run }) => run)
const mostAtOnce = () => {
  let [atWork, most] = [0, 0]
  for (const { what } of lines()) {
    atWork += what === 'begins' ? 1 : -1
    most = Math.max(most, atWork)
  }
  return most
}
interface Results {
  readonly plan: Record<string, unknown>
  readonly runs: readonly Record<string, unknown>[]
  readonly failed: readonly Record<string, unknown>[]
  readonly unfinished: readonly Record<string, unknown>[]
  readonly splits: readonly Record<string, unknown>[]
}
const results = () => JSON.parse(readFileSync(join(out, 'results.json'), 'utf8')) as Results

async function night(change: Partial<ExperimentPlan> = {}, count = 1, onRun: (run: Run) => void = () => {}) {
  const prepared = await ExperimentService.prepare(engine, planFor(change), WHOLE)
  const failures: string[] = []
  const done = await ExperimentService.run(engine, prepared, count, {
    onStep: () => {},
    onRun,
    onFailed: (run) => failures.push(nameOf(run)),
  })
  return { runs: done.runs.map(nameOf), failures, done }
}

const FOUR = ['supervised-2-seed0', 'loco-2-seed0', 'supervised-2-seed1', 'loco-2-seed1']

describe('a night of runs', () => {
  it('does them two at a time, in order, and reports in the order of the plan', async () => {
    play({ meet: 2 })
    const { runs } = await night({}, 2)
    expect(runs).toEqual(FOUR)
    expect(begun()).toHaveLength(4)
    expect(new Set(begun().slice(0, 2))).toEqual(new Set(FOUR.slice(0, 2)))
    expect(mostAtOnce()).toBe(2)
  })

  it('does nothing again, and only what is new where a method, a share or a seed is added', async () => {
    await night()
    const before = FOUR.map((name) => statSync(join(out, name, 'result.json')).mtimeMs)
    expect((await night()).runs).toEqual(FOUR)
    expect(begun()).toHaveLength(4)
    await night({ methods: ['M2', 'supervised', 'loco'] })
    await night({ methods: ['loco'], seeds: [2, 0], shares: ['1', '2'] })
    const added = ['loco-1-seed2', 'loco-1-seed0', 'loco-2-seed2']
    expect(begun().slice(4)).toEqual(['M2-2-seed0', 'M2-2-seed1', ...added])
    expect(FOUR.map((name) => statSync(join(out, name, 'result.json')).mtimeMs)).toEqual(before)
  })

  it('does a run anew in its folder where settings or frames are others', async () => {
    const one = { methods: ['loco'], seeds: [0], shares: ['1'] }
    await night(one)
    const { done } = await night({ ...one, length: { steps: 11 } })
    expect(done.runs.map(({ stepsDone }) => stepsDone)).toEqual([11])
    await night({ ...one, length: { steps: 11 }, validation: '1' })
    expect(begun()).toHaveLength(3)
  })

  it('takes a run that an earlier version finished, with what can be told of it', async () => {
    await night({ methods: ['loco'], seeds: [0] })
    const file = join(out, 'loco-2-seed0/result.json')
    const { key, run } = JSON.parse(readFileSync(file, 'utf8')) as {
      key: string
      run: Record<string, unknown>
    }
    for (const added of ['labelled', 'settings', 'stepsDone', 'peakMb', 'madeBy']) delete run[added]
    mkdirSync(join(out, 'loco-seed0'))
    writeFileSync(join(out, 'loco-seed0/result.json'), JSON.stringify({ key, run }))
    rmSync(join(out, 'loco-2-seed0'), { recursive: true })
    const { done } = await night({ methods: ['loco'], seeds: [0] })
    expect(begun()).toHaveLength(1)
    expect(done.runs[0]).toMatchObject({ labelled: '2', stepsDone: 10, peakMb: null, madeBy: null })
    expect(done.runs[0]?.settings).toMatchObject({ method: 'loco', steps: 10 })
  })

  it('goes on after a run that fails, and names it', async () => {
    play({ fail: 'supervised-2-seed0' })
    const { runs, failures, done } = await night({ seeds: [0] })
    expect(failures).toEqual(['supervised-2-seed0'])
    expect(runs).toEqual(['loco-2-seed0'])
    expect(done.failed[0]?.reason.name).toBe('lossNotFinite')
    expect(results().failed).toMatchObject([{ method: 'supervised', share: '2', seed: 0 }])
    expect(results().unfinished).toEqual([{ method: 'supervised', share: '2', seed: 0 }])
  })

  it('tries a run once more, alone, that found too little memory beside another', async () => {
    play({ crowded: 'supervised-2-seed0' })
    const { runs, failures } = await night({ seeds: [0] }, 2)
    expect(failures).toEqual([])
    expect(runs).toEqual(FOUR.slice(0, 2))
    expect(lines().slice(-2)).toMatchObject([
      { run: 'supervised-2-seed0', what: 'begins', resume: true },
      { run: 'supervised-2-seed0', what: 'ends' },
    ])
  })

  it('lets a run fail that was alone and found too little memory', async () => {
    play({ crowded: 'supervised-2-seed0' })
    expect(await night({ methods: ['supervised'], seeds: [0] })).toMatchObject({
      failures: ['supervised-2-seed0'],
    })
  })

  it('has written down by each run what was finished before the next', async () => {
    const there: number[] = []
    await night({ seeds: [1], shares: ['1', '2'] }, 1, () =>
      there.push(existsSync(join(out, 'results.json')) ? results().runs.length : 0),
    )
    expect(there).toEqual([0, 1, 2, 3])
  })

  it('writes down everything', async () => {
    await night({
      maskMap: new Map([['1', 1]]),
      groupBy: { kind: 'regex', pattern: /frame-(\d+)/u },
      ...{ methods: ['supervised'], shares: ['1', '2'] },
    })
    const { plan, splits, runs, unfinished } = results()
    expect(unfinished).toEqual([])
    expect(plan).toMatchObject({ maskMap: { '1': 1 }, groupBy: { kind: 'regex', pattern: 'frame-(\\d+)' } })
    expect(splits.map(({ share, seed }) => `${share} ${seed}`)).toEqual(['1 0', '1 1', '2 0', '2 1'])
    const [split] = splits
    const sides = ['test', 'validation', 'labelled', 'unlabelled'].flatMap((side) => split?.[side])
    expect(new Set(sides)).toEqual(new Set(Array.from({ length: 8 }, (_, i) => `images/frame-0${i}.png`)))
    expect(runs[0]).toMatchObject({
      ...{ method: 'supervised', share: '1', seed: 0, folder: 'supervised-1-seed0' },
      ...{ steps: 10, seconds: 20, secondsPerStep: 2, peakMb: 321, net: 'student' },
      settings: { steps: 10, size: 32 },
      counts: { labelled: 1 },
      madeBy: { version: '1.2.3', device: { backend: 'play' } },
      scores: { miou: 0.1 },
      candidates: [{ net: 'student', step: 10, validation: null, test: { miou: 0.1 } }],
    })
    const { scores } = runs[0] as { scores: { perFrame: { id: string }[] } }
    expect(scores.perFrame.map(({ id }) => id)).toEqual(split?.['test'])
  })

  it('measures each method once on a machine, and none where nothing is left to do', async () => {
    const measured: string[] = []
    const estimate = async (change: Partial<ExperimentPlan> = {}) => {
      const prepared = await ExperimentService.prepare(engine, planFor(change), WHOLE)
      return ExperimentService.estimate(engine, prepared, 8, (method) => measured.push(method))
    }
    const { methods, sideBySide } = await estimate()
    expect(methods.map(({ method, runs, steps }) => [method, runs, steps])).toEqual([
      ['supervised', 2, 20],
      ['loco', 2, 20],
    ])
    expect(sideBySide).toBe(4)
    expect(begun()).toEqual([])
    await estimate({ length: { steps: 20 }, seeds: [4] })
    expect(measured).toEqual(['supervised', 'loco'])
    await estimate({ size: 64, methods: ['loco'] })
    expect(measured).toEqual(['supervised', 'loco', 'loco'])
    await night({ methods: ['loco'], seeds: [0] })
    expect((await estimate({ methods: ['loco'], seeds: [0] })).methods).toEqual([])
    expect(measured).toHaveLength(3)
  })
})
