import { spawnSync } from 'node:child_process'
import { join } from 'node:path'
import { describe, expect, it } from 'vitest'
import { hasBuild, hasChromium, hasElectron, hasUnshare, project } from '../support/places.ts'
import { NOTHING_WRONG, tallyOf } from '../support/tally.ts'

/** Each takes a minute, most of it waiting for packets that do not come. */
const isLong = Boolean(process.env['LOCO_FAULTS'])

/** Runs a script of `support/egress` where one interface leads out, and tells how many packets left by what. */
function counted(script: string, ...args: string[]): Record<string, number> {
  const at = (name: string) => join(project, 'tests/support/egress', name)
  const command = ['-n', '-m', at('network.sh'), process.execPath, at(script), ...args]
  const { stdout, stderr } = spawnSync('unshare', command, { encoding: 'utf8', timeout: 240_000 })
  if (!stdout.startsWith('{')) throw new Error(`${script} came to no end: ${stderr}`)
  return JSON.parse(stdout) as Record<string, number>
}

/** That nothing left, by any of the ways. */
function expectSilence(fault: string, packets: Record<string, number>): void {
  const tally = tallyOf(fault)
  const ways = Object.entries(packets)
  tally.tried = ways.length
  tally.lost = ways.filter(([, sent]) => sent > 0).length
  expect(Object.fromEntries(ways.filter(([, sent]) => sent > 0))).toEqual({})
  expect(tally).toEqual({ tried: ways.length, ...NOTHING_WRONG })
}

describe.skipIf(!isLong || !hasUnshare || !hasBuild)(
  'no packet leaves the machine',
  { timeout: 300_000 },
  () => {
    it('from the command line, an engine or a trainer', () => {
      const packets = counted('inEngine.ts')
      expect(packets).toHaveProperty('import')
      expectSilence('ways out of engine, trainer and command line', packets)
    })

    it.skipIf(!hasChromium)('from a page in a browser, whatever it tries', () => {
      expectSilence('ways out of a page in a browser', counted('inChromium.ts'))
    })

    it.skipIf(!hasChromium)('but those of a careless page are seen', () => {
      const { opening, ...packets } = counted('inChromium.ts', 'careless')
      expect(opening).toBe(0)
      const unseen = Object.entries(packets).filter(([, sent]) => sent === 0)
      expect(unseen).toEqual([])
    })

    it.skipIf(!hasElectron)('from the desktop app, whatever its page tries', () => {
      expectSilence('ways out of the desktop app', counted('inElectron.ts'))
    })
  },
)
