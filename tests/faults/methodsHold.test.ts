import { mkdirSync, readFileSync } from 'node:fs'
import { join } from 'node:path'
import { afterAll, describe, expect, it } from 'vitest'
import {
  type ExperimentPlan,
  ExperimentService,
  type Prepared,
} from '../../src/main/engine/experiment/ExperimentService.ts'
import { jobOf } from '../../src/main/engine/experiment/runOne.ts'
import { JobService } from '../../src/main/engine/jobs/JobService.ts'
import { WHOLE } from '../../src/shared/domain/shard.ts'
import { methodKinds } from '../../src/shared/trainer/methods/index.ts'
import type { TrainJob, TrainResult } from '../../src/shared/trainer/protocol.ts'
import { isThorough } from '../support/counts.ts'
import { arraysIn, type Told, trained } from '../support/killableRuns.ts'
import { hasBuild, hasImages, hasTensorFlow, hasWeights, images, weights } from '../support/places.ts'
import { loco, temporaryFolder, testRuntime } from '../support/TestStudy.ts'
import { NOTHING_WRONG, tallyOf } from '../support/tally.ts'

const STEPS = 200
const KILLED_AT = 117
/** Smaller than a round's: fourteen runs and their halves in an hour. */
const SIZE = 64
/**
 * What a process may take more at a run's end than after its first quarter. Allocators settle late: LoCo took 797 MB
 * after 50 steps, 866 after 225, 872 after 600; a leak of one map a step would be more.
 */
const GROWTH = 1.2

const place = temporaryFolder()
afterAll(() => place.remove())

const machine = testRuntime(place.path, { imagenet: { 'efficientnet-lite0': weights } })

const sets: Readonly<Record<string, () => Partial<ExperimentPlan>>> = {
  demo: () => {
    const data = join(place.path, 'demo')
    loco('demo', data, '--pairs')
    return { data, classes: 3, shares: ['24'], groupBy: { kind: 'manifest', column: 'patient' } }
  },
  'kvasir-seg': () => ({ data: join(images, 'kvasir-seg'), classes: 2, shares: ['10'] }),
}

const mean = (values: readonly number[]) => values.reduce((sum, v) => sum + v, 0) / values.length
const judged = (result: TrainResult | undefined) =>
  result?.candidates.find(({ net }) => net === result.net)?.test?.miou ?? 0
const memoryAt = ({ memory }: Told, from: number) =>
  mean([...memory].flatMap(([step, taken]) => (step > from && step <= from + 10 ? [taken] : [])))

describe.skipIf(!isThorough || !hasBuild || !hasTensorFlow || !hasImages || !hasWeights)(
  'every method through a round of its preset for short ones',
  () => {
    const experiments = new Map<string, Prepared>()
    const prepared = async (set: string) => {
      const before = experiments.get(set)
      if (before) return before
      const plan: ExperimentPlan = {
        ...ExperimentService.preset('cpu'),
        ...{ layout: 'pairs', validation: '0', seeds: [0], methods: methodKinds.map(({ name }) => name) },
        ...{ length: { steps: STEPS }, size: SIZE, data: '', out: join(place.path, 'runs', set) },
        ...sets[set]?.(),
      }
      const made = await ExperimentService.prepare(
        { jobs: new JobService(machine), runtime: machine },
        plan,
        WHOLE,
      )
      experiments.set(set, made)
      return made
    }

    it.each(Object.keys(sets).flatMap((set) => methodKinds.map(({ name }) => [set, name] as const)))(
      'on %s, %s ends better than it began, takes no more memory, and a killed one ends as this one',
      { timeout: 3_600_000 },
      async (set, method) => {
        const tally = tallyOf('every method for 200 steps, and killed on the way')
        const run = (await prepared(set)).own.find(({ name }) => name.method === method)
        if (!run) throw new Error('There is no such run.')
        const job = (name: string, steps: number, resume = false): TrainJob => {
          const folder = join(place.path, 'runs', set, method, name)
          mkdirSync(folder, { recursive: true })
          return jobOf({ ...run, settings: { ...run.settings, steps }, folder, resume, version: 'test' })
        }
        const file = (name: string, what: string) =>
          readFileSync(join(place.path, 'runs', set, method, name, what))

        const begun = await trained(machine, job('begun', 1))
        const whole = await trained(machine, job('whole', STEPS))
        await trained(machine, job('parts', STEPS), KILLED_AT)
        const resumed = await trained(machine, job('parts', STEPS, true))
        const figures = {
          ...{ set, method, begun: judged(begun.result), ended: judged(whole.result) },
          memory: [memoryAt(whole, STEPS / 4), memoryAt(whole, STEPS - 10)],
        }
        process.stdout.write(`${JSON.stringify(figures)}\n`)
        const last = `checkpoint-${String(STEPS).padStart(8, '0')}.safetensors`
        const isSame =
          arraysIn(file('parts', last)).equals(arraysIn(file('whole', last))) &&
          file('parts', 'model.safetensors').equals(file('whole', 'model.safetensors')) &&
          [...resumed.losses].every(
            ([step, found]) => JSON.stringify(found) === JSON.stringify(whole.losses.get(step)),
          )
        tally.tried++
        if (!isSame || whole.result?.divergedAt !== null) tally.lost++
        expect(tally).toEqual({ tried: 1, ...NOTHING_WRONG })
        expect(figures.ended).toBeGreaterThan(figures.begun)
        const [early = 0, late = 0] = figures.memory
        expect(late).toBeLessThan(GROWTH * early)
      },
    )
  },
)
