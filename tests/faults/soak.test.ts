import { spawn } from 'node:child_process'
import { once } from 'node:events'
import { existsSync, statSync } from 'node:fs'
import { join } from 'node:path'
import { afterAll, describe, expect, it } from 'vitest'
import { isThorough } from '../support/counts.ts'
import { hasBuild, hasTensorFlow, project } from '../support/places.ts'
import type { Standing } from '../support/soaking.ts'
import { temporaryFolder } from '../support/TestStudy.ts'
import { tallyOf } from '../support/tally.ts'

/** How long it goes on; 60 before a release. */
const MINUTES = Number(process.env['LOCO_SOAK_MINUTES'] ?? 10)
const MB = 1e6

const place = temporaryFolder()
afterAll(() => place.remove())

/** How much something grows in a minute, by the line that lies closest to the second half of what was measured. */
function growth(standings: readonly Standing[], of: (standing: Standing) => number): number {
  const half = standings.slice(Math.floor(standings.length / 2))
  const mean = (value: (standing: Standing) => number) =>
    half.reduce((sum, one) => sum + value(one), 0) / half.length
  const [x, y] = [mean(({ minute }) => minute), mean(of)]
  const across = half.reduce((sum, one) => sum + (one.minute - x) * (of(one) - y), 0)
  return across / half.reduce((sum, { minute }) => sum + (minute - x) ** 2, 0)
}

describe.skipIf(!isThorough || !hasBuild || !hasTensorFlow || process.platform !== 'linux')(
  'an engine in which strokes, imports and rounds go on and on',
  () => {
    it('holds no more at its end than in its middle', { timeout: (MINUTES + 10) * 60_000 }, async () => {
      const tally = tallyOf(`minutes of strokes, imports and rounds`)
      const script = join(project, 'tests/support/soaking.ts')
      const child = spawn(process.execPath, ['--expose-gc', script, place.path, String(MINUTES)], {
        stdio: ['ignore', 'pipe', 'inherit'],
      })
      const ended = once(child, 'close')
      let output = ''
      child.stdout.on('data', (data: Buffer) => {
        output += data.toString()
      })
      expect(await ended).toEqual([0, null])
      const standings = output
        .trim()
        .split('\n')
        .map((line) => JSON.parse(line) as Standing)
      const last = standings.at(-1)
      if (!last) throw new Error('It did not get round once.')
      const found = {
        alive: growth(standings, ({ alive }) => alive) / MB,
        rss: growth(standings, ({ rss }) => rss) / MB,
        handles: growth(standings, ({ handles }) => handles),
        descriptors: growth(standings, ({ descriptors }) => descriptors),
        wal: Math.max(...standings.map(({ wal }) => wal)) / MB,
        logs: Math.max(...standings.map(({ logs }) => logs)) / MB,
      }
      process.stdout.write(`${JSON.stringify({ ...last, growth: found })}\n`)
      tally.tried = Math.round(last.minute)
      // What lives grows by what frames and rounds there are; what the allocator keeps goes up and down.
      expect(found.alive).toBeLessThan(1)
      expect(found.rss).toBeLessThan(MINUTES < 30 ? 8 : 1)
      expect(found.handles).toBeLessThan(0.5)
      expect(found.descriptors).toBeLessThan(0.5)
      expect(found.wal).toBeLessThan(64)
      expect(found.logs).toBeLessThan(2.5)
      expect(existsSync(join(place.path, 'log/loco.log.1'))).toBe(true)
      expect(statSync(join(place.path, 'log/loco.log')).size).toBeLessThan(0.5 * MB)
    })
  },
)
