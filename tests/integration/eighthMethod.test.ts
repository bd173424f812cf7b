import { once } from 'node:events'
import { readdirSync, readFileSync } from 'node:fs'
import { join } from 'node:path'
import { afterAll, beforeAll, describe, expect, it } from 'vitest'
import { consistency } from '../support/adds/consistency.ts'
import { SourceCopy } from '../support/adds/SourceCopy.ts'
import { hasBuild, hasTensorFlow } from '../support/places.ts'
import { temporaryFolder } from '../support/TestStudy.ts'
import { makeLoopStudy } from '../support/trainStudies.ts'

const place = temporaryFolder()
let copy: SourceCopy
afterAll(() => {
  place.remove()
  copy?.remove()
})

const study = join(place.path, 'loop')
const small = ['--size', '32', '--batch', '1']
const STEPS = 60
/** After so many steps a short round writes one. */
const CHECKPOINT = 50

/** Files of the study's rounds. */
const files = () => readdirSync(study, { recursive: true, encoding: 'utf8' })
const hasCheckpoint = () => files().some((path) => path.endsWith(`${CHECKPOINT}.safetensors.sha256`))
/** Steps that the rounds have told of. */
const stepsTold = () =>
  files()
    .filter((path) => path.startsWith('runs') && path.endsWith('log.jsonl'))
    .reduce((count, path) => count + readFileSync(join(study, path), 'utf8').split('"losses"').length - 1, 0)

describe.skipIf(!hasBuild || !hasTensorFlow)(
  'an eighth method, of two files and two lines',
  {
    timeout: 240_000,
  },
  () => {
    beforeAll(async () => {
      copy = new SourceCopy()
      copy.add(consistency)
      copy.build()
      await makeLoopStudy(place.path)
    })

    it('learns a round, is killed, and goes on to its end', async () => {
      const asked = ['train', study, '--method', 'consistency', '--init', 'none', ...small]
      const round = copy.begin(...asked, '--steps', String(STEPS))
      await expect.poll(hasCheckpoint, { timeout: 120_000, interval: 20 }).toBe(true)
      round.kill('SIGKILL')
      await once(round, 'close')
      const told = stepsTold()
      const [id = ''] = readdirSync(join(study, 'runs'))
      expect(copy.loco('train', study, '--resume', id)).toMatchObject({ steps: STEPS })
      expect(stepsTold() - told, 'it goes on from its checkpoint').toBe(STEPS - CHECKPOINT)
    })

    it('is compared in an experiment, and stands in its report', () => {
      const out = join(place.path, 'out')
      const asked = ['--data', join(place.path, 'data'), '--methods', 'consistency', '--labelled', '3']
      const { runs } = copy.loco('experiment', ...asked, '--steps', '2', ...small, '--out', out)
      expect(runs).toMatchObject([{ method: 'consistency' }])
      const report = readFileSync(join(out, 'report.md'), 'utf8')
      expect(report).toMatch(/^\| consistency \|/m)
    })
  },
)
