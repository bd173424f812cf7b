import { spawnSync } from 'node:child_process'
import { readFileSync } from 'node:fs'
import { join } from 'node:path'
import { expect, it } from 'vitest'
import { project } from '../support/places.ts'
import { temporaryFolder } from '../support/TestStudy.ts'
import { NOTHING_WRONG, tallyOf } from '../support/tally.ts'

it('an error that nobody caught fails the call that it belongs to, is logged, and ends nothing else', () => {
  const tally = tallyOf('errors that nobody caught')
  const place = temporaryFolder()
  const log = join(place.path, 'loco.log')
  const script = join(project, 'tests/support/brokenCalls.ts')
  const { status, stdout } = spawnSync(process.execPath, [script, log], { encoding: 'utf8', timeout: 30_000 })
  expect(status).toBe(0)
  const { ends, sound } = JSON.parse(stdout) as { ends: Record<string, string[]>; sound: string }
  const logged = readFileSync(log, 'utf8')
  for (const [name, codes] of Object.entries(ends)) {
    tally.tried += codes.length
    tally.crashed += codes.filter((code) => code === 'answered').length
    expect(codes, name).toEqual([expect.stringMatching(/^[A-Z_]+$/), expect.stringMatching(/^[A-Z_]+$/)])
    expect(logged, name).toContain(`"event":"uncaught","operation":"${name}"`)
    expect(logged, name).toContain(`"event":"failed","operation":"${name}"`)
  }
  expect(sound).toBe('answered')
  expect(tally).toEqual({ tried: 12, ...NOTHING_WRONG })
  place.remove()
})
