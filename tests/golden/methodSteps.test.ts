import { expect, it, vi } from 'vitest'
import type { NamedArrays } from '../../src/main/trainer/weights/safetensors.ts'
import { mulberry32, type Random } from '../../src/shared/domain/random.ts'
import type { MethodName } from '../../src/shared/trainer/methods/index.ts'
import { settingsFrom } from '../../src/shared/trainer/presets.ts'
import type { TrainingSettings } from '../../src/shared/trainer/settings.ts'
import { hasTensorFlow } from '../support/places.ts'
import { differences } from './stepDifferences.ts'
import { boxOf, type Given, recipe, stepFixture } from './stepRecipe.ts'

const given = vi.hoisted(() => ({ own: {} as Given, streams: {} as Readonly<Record<string, () => Random>> }))

// What is drawn at random is the fixture's; everything else is the app's.
vi.mock('../../src/shared/domain/random.ts', async (original) => {
  const real = await original<typeof import('../../src/shared/domain/random.ts')>()
  const streamFor: typeof real.streamFor = (...keys) => {
    const known = keys.map((key) => given.streams[key]).find((stream) => stream !== undefined)
    return known ? known() : real.streamFor(...keys)
  }
  return { ...real, streamFor }
})
vi.mock('../../src/main/trainer/nets/backbones.ts', async () => {
  const { smallBackbone } = await import('./smallBackbone.ts')
  return { backboneNamed: () => smallBackbone }
})
vi.mock('../../src/main/trainer/pseudoLabels/injection.ts', async (original) => ({
  ...(await original<object>()),
  drawInjection: (sure: readonly number[]) => {
    const { order = [], chance = [], injectBoxes = [] } = given.own
    const isUnsure = (i: number) => chance[i]! < 1 - sure[i]!
    const labelled = injectBoxes.map((box, i) => (isUnsure(i) ? boxOf(box) : undefined))
    return { order, labelled, mixture: recipe.boxes[0]!.map(boxOf) }
  },
}))
vi.mock('../../src/main/trainer/data/halfBox.ts', () => {
  let image = 0
  return { drawHalfBox: () => boxOf(given.own.mixBoxes![image++]!) }
})
vi.mock('../../src/main/trainer/pseudoLabels/sampler.ts', () => ({
  sampler: () => (count: number, below: number) => Int32Array.from({ length: count }, (_, i) => i % below),
}))

/** How a method of ours is given what the fixture was given. */
interface Entry {
  readonly method: MethodName
  /** What its run knows besides its teacher, as a checkpoint holds it. */
  readonly state?: (own: Given) => NamedArrays
  /** By a key of theirs, in place of the streams that it asks for. */
  readonly streams?: Readonly<Record<string, () => Random>>
}

const array = (name: string, data: Float32Array) => [name, { shape: [data.length], data }] as const
/** Doubles in the bytes of floats. */
const doubles = (...values: number[]) => new Float32Array(Float64Array.from(values).buffer)

/** A method is a line here, and a fixture that `tests/oracles/torch_method_steps.py` writes. */
const entries: readonly Entry[] = [
  { method: 'supervised' },
  {
    method: 'loco',
    state: ({ filter }) => new Map([array('filter', doubles(filter!.global, ...filter!.local))]),
  },
  { method: 'fixmatch' },
  { method: 'unimatch', streams: { perturb: () => mulberry32(7001) } },
  { method: 'augseg' },
  {
    method: 'u2pl',
    state: ({ firstStepOfEpoch1 }) =>
      new Map([
        array('epochs', Float32Array.of(recipe.epoch, firstStepOfEpoch1!)),
        array('bank.given', doubles(0, 0, 0)),
      ]),
    streams: {
      'half-boxes': () => () => 0,
      'drop-student': () => mulberry32(7002),
      'drop-teacher': () => mulberry32(7003),
    },
  },
  {
    method: 'corrmatch',
    state: ({ threshold }) => new Map([array('threshold', doubles(threshold!))]),
    streams: {
      perturb: () => mulberry32(7001),
      drop: () => mulberry32(7004),
      'drop-strong': () => mulberry32(7006),
      places: () => mulberry32(7005),
    },
  },
]

it.skipIf(!hasTensorFlow).each(entries)(
  'a step of $method is the one that PyTorch makes: terms, updated weights, statistics, teacher',
  async ({ method, state, streams = {} }) => {
    const { stepOf } = await import('./methodStep.ts')
    const fixture = stepFixture(method)
    const { size, images, classes, rates } = recipe
    const round = { backbone: 'small', classes, size, batch: images, ...rates }
    const settings = settingsFrom('paper', { method, ...round }) as TrainingSettings
    given.own = fixture.given
    given.streams = streams
    const taken = stepOf(settings, state?.(fixture.given) ?? new Map())
    expect(differences(taken, fixture)).toEqual([])
  },
)
