import { spawn, spawnSync } from 'node:child_process'
import { existsSync, mkdirSync, readdirSync, readFileSync } from 'node:fs'
import { join } from 'node:path'
import { afterAll, describe, expect, it } from 'vitest'
import type { SelfTestReport } from '../../src/shared/contract/selfTest.ts'
import { cache, hasAssist, hasBuild, hasTensorFlow, project } from '../support/places.ts'
import { temporaryFolder } from '../support/TestStudy.ts'

describe.skipIf(!hasBuild || !hasTensorFlow)('loco selftest', { timeout: 900_000 }, () => {
  const place = temporaryFolder()
  const home = join(place.path, 'Daten 数据')
  const args = [join(project, 'out/main/loco.js'), 'selftest']
  const user = join(place.path, 'user')
  const env = {
    ...process.env,
    HOME: user,
    LOCO_CACHE_DIR: cache,
    LOCO_DATA_HOME: home,
    LOCO_TRAINER_PRIORITY: 'normal',
    LANG: 'en',
  }
  const left = () => (existsSync(join(home, 'self-test')) ? readdirSync(join(home, 'self-test')) : [])
  afterAll(() => place.remove())

  it('goes through an installation, leaves a page and nothing else', () => {
    const out = join(place.path, 'page.html')
    const { status, stdout } = spawnSync(process.execPath, [...args, '--json', '--out', out], {
      env,
      encoding: 'utf8',
    })
    const { checks } = JSON.parse(stdout) as SelfTestReport
    const states = Object.fromEntries(checks.map(({ name, state }) => [name, state]))
    const { boxAssist, ...others } = states
    expect(others).toEqual({
      window: 'skipped',
      ...Object.fromEntries(
        [
          'engine',
          'disk',
          'study',
          'stroke',
          'tensorflow',
          'round',
          'prediction',
          'exports',
          'backup',
          'network',
        ].map((name) => [name, 'passed']),
      ),
    })
    expect(boxAssist).toBe(hasAssist ? 'passed' : 'skipped')
    expect(status).toBe(0)
    const page = readFileSync(out, 'utf8')
    expect(page).toContain('Everything that was tried works.')
    expect(page).not.toContain(place.path)
    expect(left()).toEqual([])
    expect(existsSync(join(home, 'recent.json'))).toBe(false)
    // Libraries keep things of their own in the user's folder unless they are told not to.
    expect(existsSync(user)).toBe(false)
  })

  it('says what does not work, ends with 1, and removes what one that was killed left', async () => {
    const killed = spawn(process.execPath, args, { env, stdio: 'ignore' })
    await expect.poll(left, { timeout: 60_000 }).toHaveLength(1)
    killed.kill('SIGKILL')
    await new Promise((resolve) => killed.on('close', resolve))
    mkdirSync(join(home, 'self-test', 'not ours to keep'))
    const broken = { ...env, NODE_OPTIONS: `--require ${join(project, 'tests/support/hideTensorFlow.cjs')}` }
    const { status, stdout } = spawnSync(process.execPath, [...args, '--json'], {
      env: broken,
      encoding: 'utf8',
    })
    const { checks } = JSON.parse(stdout) as SelfTestReport
    const of = (name: string) => checks.find((check) => check.name === name)
    expect(of('tensorflow')).toMatchObject({ state: 'failed', reason: { name: 'noTensorFlow' } })
    expect(of('round')).toMatchObject({ state: 'skipped', reason: { name: 'testAfterOthers' } })
    expect(of('stroke')?.state).toBe('passed')
    expect(status).toBe(1)
    expect(left()).toEqual([])
  })
})
