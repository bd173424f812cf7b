import { spawn } from 'node:child_process'
import { existsSync, mkdirSync, readFileSync, statSync } from 'node:fs'
import { join } from 'node:path'
import { afterAll, beforeAll, describe, expect, it } from 'vitest'
import { hasBuild, hasTensorFlow, project } from '../support/places.ts'
import { loco, temporaryFolder, writePairs } from '../support/TestStudy.ts'

const place = temporaryFolder()
const data = join(place.path, 'data')
afterAll(() => place.remove())

const asked = (out: string, ...more: string[]) => [
  'experiment',
  '--data',
  data,
  ...['--methods', 'supervised,M7', '--seeds', '0,1', '--labelled', '3', '--validation', '2'],
  ...['--steps', '4', '--size', '32', '--batch', '1', '--out', out, ...more],
]
const resultOf = (out: string, run: string) => join(out, run, 'result.json')
interface Figures {
  readonly method: string
  readonly seed: number
  readonly miou: number
}
const runsOf = (answer: Record<string, unknown>) => answer['runs'] as readonly Figures[]
const namesOf = (answer: Record<string, unknown>) =>
  runsOf(answer).map(({ method, seed }) => `${method} ${seed}`)
const ALL = ['supervised 0', 'M7 0', 'supervised 1', 'M7 1']

describe.skipIf(!hasBuild || !hasTensorFlow)('an experiment', { timeout: 240_000 }, () => {
  beforeAll(() => writePairs(data, 12, 40))

  it('in parts is done as a whole, and finished runs are taken as they are', () => {
    const out = join(place.path, 'parts')
    expect(namesOf(loco(...asked(out, '--shard', '1/2')))).toEqual(['supervised 0', 'supervised 1'])
    const whole = loco(...asked(out, '--shard', '2/2'))
    expect(namesOf(whole)).toEqual(ALL)
    const page = readFileSync(join(out, 'report.html'), 'utf8')
    const times = ALL.map((name) => statSync(resultOf(out, name.replace(' ', '-3-seed'))).mtimeMs)
    const again = loco(...asked(out))
    expect(runsOf(again)).toEqual(runsOf(whole))
    expect(ALL.map((name) => statSync(resultOf(out, name.replace(' ', '-3-seed'))).mtimeMs)).toEqual(times)
    expect(readFileSync(join(out, 'report.html'), 'utf8')).toBe(page)
  })

  it('with other settings is done anew in the same folder', () => {
    const out = join(place.path, 'parts')
    const before = statSync(resultOf(out, 'M7-3-seed0')).mtimeMs
    const other = loco(...asked(out, '--shard', '2/4', '--steps', '3'))
    expect(namesOf(other)).toEqual(['M7 0'])
    expect(statSync(resultOf(out, 'M7-3-seed0')).mtimeMs).toBeGreaterThan(before)
  })

  it('that is killed goes on with the run that it was at', async () => {
    const out = join(place.path, 'killed')
    mkdirSync(out)
    const command = [join(project, 'out/main/loco.js'), ...asked(out)]
    const child = spawn(process.execPath, ['--no-deprecation', ...command], { stdio: 'ignore' })
    const closed = new Promise((resolve) => child.once('close', resolve))
    const begun = join(out, 'M7-3-seed0', 'run.json')
    await expect.poll(() => existsSync(begun), { timeout: 120_000, interval: 50 }).toBe(true)
    child.kill('SIGKILL')
    await closed
    expect(existsSync(resultOf(out, 'M7-3-seed0'))).toBe(false)
    const first = statSync(resultOf(out, 'supervised-3-seed0')).mtimeMs
    const whole = loco(...asked(out))
    expect(namesOf(whole)).toEqual(ALL)
    expect(statSync(resultOf(out, 'supervised-3-seed0')).mtimeMs).toBe(first)
    const undisturbed = loco(...asked(join(place.path, 'parts')))
    const figures = (answer: Record<string, unknown>) => runsOf(answer).map(({ miou }) => miou)
    expect(figures(whole)).toEqual(figures(undisturbed))
  })
})
