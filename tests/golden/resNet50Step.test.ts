import { expect, it } from 'vitest'
import { presets } from '../../src/shared/trainer/presets.ts'
import { hasGolden, hasTensorFlow } from '../support/places.ts'
import { norm } from './arrays.ts'
import { built, fixture } from './resNet50.ts'

it.skipIf(!hasGolden || !hasTensorFlow)(
  'DeepLabV3+ on ResNet-50 learns as the public code does: five steps of losses, gradients of the first',
  async () => {
    const d = fixture()
    const { network, weights, label, x } = await built(d)
    const { Optimiser } = await import('../../src/main/trainer/learners/Optimiser.ts')
    const { Student } = await import('../../src/main/trainer/learners/Student.ts')
    const { Stopwatch } = await import('../../src/main/trainer/learners/Stopwatch.ts')
    const { WeightMemory } = await import('../../src/main/trainer/learners/WeightMemory.ts')
    const { supervised } = await import('../../src/main/trainer/methods/supervised.ts')
    const { share } = await import('../../src/main/trainer/ops/handle.ts')
    const settings = { ...presets.paper, learningRate: 1e-4, schedulePower: 0, classes: d.classes }
    const memory = WeightMemory.of(network)
    const optimiser = new Optimiser(network, settings, memory)
    const seen = new Map<string, number>()
    const begin = optimiser.begin.bind(optimiser)
    optimiser.begin = (step, parameters) => {
      const update = begin(step, parameters)
      return {
        ...update,
        move(index, gradient) {
          if (step === 0) seen.set(network.parameters[index]!.name, norm(gradient))
          update.move(index, gradient)
        },
      }
    }
    // The fixture's images are drawn as floats, which bytes cannot hold.
    network.input = () => share(x)
    const student = new Student(network, memory.copyOf(weights), optimiser, new Stopwatch())
    const method = supervised.start(undefined as never)
    const batch = { size: d.size, images: 2, epoch: 0, labelled: { pixels: new Uint8Array(), label } }
    for (const [step, expected] of d.train.losses.entries()) {
      const { supervised: loss } = student.learn(step, (seen) => method.step(batch, seen, step).losses)
      expect(Math.abs(loss! / expected - 1)).toBeLessThan(1e-4)
    }
    for (const [name, expected] of Object.entries(d.train.first_gradient_norms))
      expect(Math.abs(seen.get(name)! / expected - 1)).toBeLessThan(5e-3)
  },
)
