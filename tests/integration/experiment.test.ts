import { spawn } from 'node:child_process'
import { existsSync, mkdirSync, readFileSync, statSync } from 'node:fs'
import { join } from 'node:path'
import { afterAll, beforeAll, describe, expect, it } from 'vitest'
import { hasBuild, hasTensorFlow, project } from '../support/places.ts'
import { loco, temporaryFolder, writePairs } from '../support/TestStudy.ts'

const place = temporaryFolder()
const data = join(place.path, 'data')
/** All tests go on in one folder: what one has done, the next finds. */
const out = join(place.path, 'out')
afterAll(() => place.remove())

const asked = (...more: string[]) => [
  ...['experiment', '--data', data, '--methods', 'supervised,M7', '--seeds', '0,1', '--labelled', '3'],
  ...['--steps', '3', '--size', '32', '--batch', '1', '--out', out, ...more],
]
const ALL = ['supervised-3-seed0', 'M7-3-seed0', 'supervised-3-seed1', 'M7-3-seed1']
const inRun = (run: string, file: string) => join(out, run, file)
const finished = () => ALL.filter((run) => existsSync(inRun(run, 'result.json')))
const timesOf = (runs: readonly string[]) => runs.map((run) => statSync(inRun(run, 'result.json')).mtimeMs)
const modelOf = (run: string) => readFileSync(inRun(run, 'model.safetensors'))
interface Named {
  readonly method: string
  readonly share: string
  readonly seed: number
}
const namesIn = (answer: Record<string, unknown>) =>
  (answer['runs'] as readonly Named[]).map(({ method, share, seed }) => `${method}-${share}-seed${seed}`)

describe.skipIf(!hasBuild || !hasTensorFlow)('an experiment', { timeout: 240_000 }, () => {
  beforeAll(() => writePairs(data, 12, 40))

  it('that is killed with two runs at work goes on with them, and leaves finished ones as they are', async () => {
    mkdirSync(out)
    const command = [join(project, 'out/main/loco.js'), ...asked('--jobs', '2')]
    const child = spawn(process.execPath, ['--no-deprecation', ...command], { stdio: 'ignore' })
    const closed = new Promise((resolve) => child.once('close', resolve))
    const isMidway = () => finished().length > 0 && existsSync(inRun('supervised-3-seed1', 'run.json'))
    await expect.poll(isMidway, { timeout: 180_000, interval: 20 }).toBe(true)
    child.kill('SIGKILL')
    await closed
    const before = finished()
    const times = timesOf(before)
    expect(before.length).toBeLessThan(4)
    const { estimate } = loco(...asked('--jobs', '2', '--estimate'))
    const { methods } = estimate as { methods: readonly { runs: number; bytes: number }[] }
    expect(methods.reduce((sum, { runs }) => sum + runs, 0)).toBe(4 - before.length)
    for (const { bytes } of methods) expect(bytes).toBeGreaterThan(300e6)
    expect(namesIn(loco(...asked('--jobs', '2')))).toEqual(ALL)
    expect(timesOf(before)).toEqual(times)
    const results = JSON.parse(readFileSync(join(out, 'results.json'), 'utf8')) as Record<string, unknown>
    expect(namesIn(results)).toEqual(ALL)
    expect(readFileSync(join(out, 'report.html'), 'utf8')).toContain('</html>')
  })

  it('with a method more does that one alone, and ends as one that was not killed', () => {
    const times = timesOf(ALL)
    const all = ['supervised-3-seed0', 'M7-3-seed0', 'supervised-3-seed1', 'M7-3-seed1', 'M1-3-seed1']
    expect(namesIn(loco(...asked('--methods', 'supervised,M7,M1', '--shard', '6/6')))).toEqual(all)
    expect(timesOf(ALL)).toEqual(times)
    // The baseline under its other name.
    expect(modelOf('M1-3-seed1').equals(modelOf('supervised-3-seed1'))).toBe(true)
  })
})
