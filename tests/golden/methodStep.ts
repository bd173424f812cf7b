import { Optimiser } from '../../src/main/trainer/learners/Optimiser.ts'
import { Stopwatch } from '../../src/main/trainer/learners/Stopwatch.ts'
import { Student } from '../../src/main/trainer/learners/Student.ts'
import { WeightMemory } from '../../src/main/trainer/learners/WeightMemory.ts'
import { partsOf, startMethod, viewsOf } from '../../src/main/trainer/methods/index.ts'
import type { FlatWeights } from '../../src/main/trainer/nets/FlatWeights.ts'
import { Network } from '../../src/main/trainer/nets/Network.ts'
import type { NamedArrays } from '../../src/main/trainer/weights/safetensors.ts'
import type { TrainingSettings } from '../../src/shared/trainer/settings.ts'
import { batchFor, recipe, type StepFixture } from './stepRecipe.ts'
import { firstWeights, measured, measuredStatistics, teacherWeights } from './stepWeights.ts'

/** One step of the method of `settings`, as `TrainingRun` makes it; `state` is what it knows besides its teacher. */
export function stepOf(
  settings: TrainingSettings,
  state: NamedArrays,
): Pick<StepFixture, 'terms' | 'changes' | 'statistics' | 'teacher'> {
  const network = new Network(settings.backbone, settings.classes, partsOf(settings))
  const before = firstWeights(network)
  const memory = WeightMemory.of(network)
  const weights = memory.copyOf(before)
  const stopwatch = new Stopwatch()
  const student = new Student(network, weights, new Optimiser(network, settings, memory), stopwatch)
  const method = startMethod({ settings, network, student: weights, memory, stopwatch })
  const ofTeacher = method.state().has('teacher.parameters') ? teacherState(network, before) : []
  method.restore(new Map([...ofTeacher, ...state]))
  const [batch, { step }] = [batchFor(viewsOf(settings)), recipe]
  const terms = student.learn(step, (seen) => method.step(batch, seen, step).losses)
  method.afterStep(step, weights)
  const teacher = method.teacher()
  const known = (found: FlatWeights) => ({
    parameters: measured(network, found.parameters),
    statistics: measuredStatistics(network, found),
  })
  const taken = {
    terms,
    changes: measured(network, weights.parameters, before.parameters),
    statistics: measuredStatistics(network, weights),
    ...(teacher ? { teacher: known(teacher) } : {}),
  }
  student.dispose()
  method.dispose()
  return taken
}

function teacherState(network: Network, student: FlatWeights): NamedArrays {
  const { parameters, statistics } = teacherWeights(network, student)
  return new Map([
    ['teacher.parameters', { shape: [parameters.length], data: parameters }],
    ['teacher.statistics', { shape: [statistics.length], data: statistics }],
  ])
}
