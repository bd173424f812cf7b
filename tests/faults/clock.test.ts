import { spawnSync } from 'node:child_process'
import { join } from 'node:path'
import { expect, it } from 'vitest'
import { KeepService } from '../../src/main/engine/keep/KeepService.ts'
import { times } from '../support/counts.ts'
import { project } from '../support/places.ts'
import { studyOfPairs, temporaryFolder, testEngine } from '../support/TestStudy.ts'
import { inTables } from '../support/tables.ts'
import { NOTHING_WRONG, tallyOf } from '../support/tally.ts'

it('a clock that jumps by ten years in a session changes no order and breaks no trail', async () => {
  const tally = tallyOf('the clock jumps while somebody paints')
  const place = temporaryFolder()
  const at = (...names: string[]) => join(place.path, ...names)
  const engine = testEngine(at('machine'))
  await studyOfPairs(engine, place.path, { count: 2, side: 24 })
  await engine.close()
  const years = Array.from({ length: times(4, 20) }, (_, n) => (n % 2 === 0 ? '-10' : '10'))
  const burst = join(project, 'tests/support/clockBurst.ts')
  const preloaded = ['--import', join(project, 'tests/support/otherClock.mjs')]
  const { status, stderr } = spawnSync(
    process.execPath,
    [...preloaded, burst, at('machine'), at('study'), ...years],
    { env: { ...process.env, LOCO_TEST_CLOCK: at('clock') } },
  )
  if (status !== 0) tally.crashed++
  expect(status, stderr.toString()).toBe(0)
  const strokes = inTables<{ stroke: string; year: number }>(
    at('study'),
    `SELECT stroke, CAST(substr(at, 1, 4) AS INTEGER) AS year FROM revision WHERE stroke IS NOT NULL
     ORDER BY number`,
  )
  const here = new Date().getFullYear()
  for (const [n, shift] of years.entries()) {
    tally.tried++
    const found = strokes[n]
    if (found?.stroke !== `stroke-${n}-${shift}` || Math.abs(found.year - here - Number(shift)) > 1)
      tally.lost++
  }
  const { problems, notes } = await KeepService.verify(await engine.openStudy(at('study')))
  expect({ problems, notes }).toEqual({ problems: [], notes: [] })
  expect(tally).toEqual({ tried: years.length, ...NOTHING_WRONG })
  await engine.close()
  place.remove()
})
