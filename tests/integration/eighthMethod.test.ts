import { once } from 'node:events'
import { readdirSync, readFileSync } from 'node:fs'
import { join } from 'node:path'
import { afterAll, beforeAll, describe, expect, it } from 'vitest'
import { consistency } from '../support/adds/consistency.ts'
import { SourceCopy } from '../support/adds/SourceCopy.ts'
import { hasBuild, hasTensorFlow } from '../support/places.ts'
import { studyOfPairs, temporaryFolder, testEngine } from '../support/TestStudy.ts'

const place = temporaryFolder()
let copy: SourceCopy
afterAll(() => {
  place.remove()
  copy?.remove()
})

const study = join(place.path, 'study')
const small = ['--size', '32', '--batch', '1']
const STEPS = 40

/** Steps that a study's rounds have told of. */
const stepsTold = () =>
  readdirSync(study, { recursive: true, encoding: 'utf8' })
    .filter((path) => path.endsWith('.jsonl'))
    .reduce((count, path) => count + readFileSync(join(study, path), 'utf8').split('\n').length - 1, 0)

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
      const engine = testEngine(place.path)
      await studyOfPairs(engine, place.path, { count: 12, side: 40 })
      await engine.close()
    })

    it('learns a round, is broken off, and goes on to its end', async () => {
      const asked = ['train', study, '--method', 'consistency', '--init', 'none', '--unjudged', ...small]
      const round = copy.begin(...asked, '--steps', String(STEPS))
      await expect.poll(stepsTold, { timeout: 120_000, interval: 20 }).toBeGreaterThan(3)
      round.kill('SIGINT')
      await once(round, 'close')
      expect(stepsTold()).toBeLessThan(STEPS)
      const [id = ''] = readdirSync(join(study, 'runs'))
      expect(copy.loco('train', study, '--resume', id)).toMatchObject({ steps: STEPS })
      expect(stepsTold()).toBe(STEPS)
    })

    it('is compared in an experiment, and stands in its report', () => {
      const out = join(place.path, 'out')
      const asked = [
        '--data',
        join(place.path, 'data'),
        '--methods',
        'supervised,consistency',
        '--labelled',
        '3',
      ]
      const { runs } = copy.loco('experiment', ...asked, '--steps', '2', ...small, '--out', out)
      expect(runs).toMatchObject([{ method: 'supervised' }, { method: 'consistency' }])
      const report = readFileSync(join(out, 'report.md'), 'utf8')
      expect(report).toMatch(/consistency (is|−)|between consistency and supervised/)
    })
  },
)
