import { describe, expect, it, vi } from 'vitest'
import { sha256 } from '../../src/main/files/durableFile.ts'
import { BatchMaker } from '../../src/main/trainer/data/BatchMaker.ts'
import type { Picture } from '../../src/main/trainer/data/picture.ts'
import type { Confidences } from '../../src/main/trainer/pseudoLabels/confidences.ts'
import { IGNORE } from '../../src/shared/domain/labelClass.ts'
import { mulberry32 } from '../../src/shared/domain/random.ts'
import { encodeMask } from '../../src/shared/domain/rle.ts'
import type { MethodName } from '../../src/shared/trainer/methods/index.ts'
import { settingsFrom } from '../../src/shared/trainer/presets.ts'
import type { TrainingSettings } from '../../src/shared/trainer/settings.ts'
import { hasTensorFlow } from '../support/places.ts'

/** What the teacher is made to say, beyond a doubt, of all that is not to be learned from; undefined: what it says. */
const told = vi.hoisted(() => ({ underVeto: undefined as number | undefined }))

vi.mock('../../src/main/trainer/pseudoLabels/confidences.ts', async (original) => {
  const real = await original<typeof import('../../src/main/trainer/pseudoLabels/confidences.ts')>()
  const confidencesOf: typeof real.confidencesOf = (...given) => {
    const seen: Confidences = real.confidencesOf(...given)
    const { underVeto } = told
    if (underVeto === undefined) return seen
    const isVetoed = (i: number) => seen.ignore[i] === IGNORE
    return {
      ...seen,
      pseudoLabel: seen.pseudoLabel.map((c, i) => (isVetoed(i) ? underVeto : c)),
      confidence: seen.confidence.map((c, i) => (isVetoed(i) ? 1 : c)),
    }
  }
  return { ...real, confidencesOf }
})
vi.mock('../../src/main/trainer/nets/backbones.ts', async () => {
  const { smallBackbone } = await import('../golden/smallBackbone.ts')
  return { backboneNamed: () => smallBackbone }
})

const SIDE = 64
const STEPS = 3
const isVetoed = (pixel: number) => pixel % SIDE >= 16 && pixel % SIDE < 48 && pixel >= 10 * SIDE
const whole = { width: SIDE, height: SIDE }
const veto = encodeMask({
  ...whole,
  data: Uint8Array.from({ length: SIDE * SIDE }, (_, i) => (isVetoed(i) ? 1 : 0)),
})
const label = encodeMask({ ...whole, data: Uint8Array.from({ length: SIDE * SIDE }, (_, i) => (i >> 5) & 1) })

/** A noisy picture; what it shows where frames are vetoed follows from `under`. */
function picture(path: string, under: number): Picture {
  const [random, other] = [mulberry32(path.charCodeAt(1)), mulberry32(under)]
  const data = new Uint8Array(SIDE * SIDE * 3)
  for (let i = 0; i < data.length; i++) {
    const value = random()
    const drawn = other()
    data[i] = 255 * (path.startsWith('u') && isVetoed(Math.floor(i / 3)) ? drawn : value)
  }
  return { ...whole, data }
}

interface Case {
  /** What the pictures show under the vetoes. */
  readonly under?: number
  /** What the teacher says there. */
  readonly says?: number
  readonly isVetoed?: boolean
}

/** A few steps of a method: their losses, what was told of them, and all that a checkpoint would keep. */
async function learned(method: MethodName, { under = 1, says, isVetoed: vetoed = true }: Case) {
  const { TrainingRun } = await import('../../src/main/trainer/loop/trainingRun.ts')
  const { viewsOf } = await import('../../src/main/trainer/methods/index.ts')
  const change = { method, backbone: 'small', classes: 2, steps: STEPS, size: 32, batch: 2, frameSide: null }
  const settings = settingsFrom('cpu', change) as TrainingSettings
  const frames = ['u1', 'u2', 'u3'].map((path) => ({ path, ...(vetoed ? { veto } : {}) }))
  const labelled = ['l1', 'l2'].map((path) => ({ path, mask: label }))
  const plan = { labelled, unlabelled: frames, batch: 2, size: 32, seed: 3, frameSide: null }
  const maker = new BatchMaker({ ...plan, views: viewsOf(settings) }, async (path) => picture(path, under))
  const run = await TrainingRun.start({ settings, initial: { kind: 'none' } })
  told.underVeto = says
  const steps: unknown[] = []
  for (let step = 0; step < STEPS; step++) {
    steps.push(run.learn(step, await maker.make(step)))
    steps.push(run.report())
  }
  told.underVeto = undefined
  const { arrays } = run.checkpoint(STEPS, 0)
  const kept = [...arrays].map(([name, { data }]) => [name, sha256(new Uint8Array(data.slice().buffer))])
  run.dispose()
  return { steps, kept }
}

describe.skipIf(!hasTensorFlow).each<MethodName>(['loco', 'augseg', 'u2pl', 'corrmatch'])('%s', (method) => {
  it('learns nothing from what is vetoed: neither picture nor pseudo-label there changes a loss, a threshold or a weight', async () => {
    const first = await learned(method, {})
    expect(await learned(method, { under: 2, says: 0 })).toEqual(first)
    expect(await learned(method, { under: 3, says: 1 })).toEqual(first)
    const bare = await learned(method, { isVetoed: false })
    expect(await learned(method, { isVetoed: false, under: 2 })).not.toEqual(bare)
    expect(first).not.toEqual(bare)
  })
})
