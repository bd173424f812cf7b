import type { StepReport, TrainJob, Trust } from '../../../shared/trainer/protocol.ts'
import type { TrainingSettings } from '../../../shared/trainer/settings.ts'
import type { Batch } from '../data/Batch.ts'
import { Optimiser } from '../learners/Optimiser.ts'
import { Stopwatch } from '../learners/Stopwatch.ts'
import { Student } from '../learners/Student.ts'
import { WeightMemory } from '../learners/WeightMemory.ts'
import { partsOf, startMethod } from '../methods/index.ts'
import type { MethodReport, MethodRun } from '../methods/Method.ts'
import type { FlatWeights } from '../nets/FlatWeights.ts'
import { Network } from '../nets/Network.ts'
import { deviceOf } from '../ops/device.ts'
import { firstWeights } from '../weights/modelFile.ts'
import { arrayOf, type Checkpoint } from './checkpoint.ts'
import { mustFit } from './mustFit.ts'

/** Net, student, optimiser and method of one run, moved one step at a time. */
export class TrainingRun {
  readonly network: Network
  readonly student: Student
  readonly stopwatch = new Stopwatch()
  private readonly settings: TrainingSettings
  private readonly optimiser: Optimiser
  private readonly method: MethodRun
  private latest: MethodReport = {}

  private constructor(settings: TrainingSettings, network: Network, first: FlatWeights) {
    this.settings = settings
    this.network = network
    const memory = WeightMemory.of(network)
    const weights = memory.copyOf(first)
    this.optimiser = new Optimiser(network, settings, memory)
    this.student = new Student(network, weights, this.optimiser, this.stopwatch)
    this.method = startMethod({
      settings,
      network,
      student: weights,
      memory,
      stopwatch: this.stopwatch,
    })
  }

  static async start({ settings, initial }: Pick<TrainJob, 'settings' | 'initial'>): Promise<TrainingRun> {
    const network = new Network(settings.backbone, settings.classes, partsOf(settings))
    mustFit(network, settings)
    return new TrainingRun(settings, network, await firstWeights(network, initial, settings.seed))
  }

  /** Learns from one batch; returns the loss terms. */
  learn(step: number, batch: Batch): Record<string, number> {
    const losses = this.student.learn(step, (student) => {
      const { losses, report } = this.method.step(batch, student, step)
      this.latest = report
      return losses
    })
    this.method.afterStep(step, this.student.weights)
    return losses
  }

  report(): Omit<MethodReport, 'thresholds' | 'pseudoLabelShare'> &
    Pick<StepReport, 'thresholds' | 'pseudoLabelShare'> {
    const { thresholds = this.method.thresholds(), pseudoLabelShare = [], ...rest } = this.latest
    return { thresholds, pseudoLabelShare, ...rest }
  }

  /** What a pseudo-label must be to be learned from by now. */
  trust(): Trust {
    return { thresholds: this.method.thresholds(), entropyBelow: this.method.entropyBelow?.() ?? null }
  }

  get teacher(): FlatWeights | undefined {
    return this.method.teacher()
  }

  /** The weights that the run is for: the teacher's where the settings say so and there is one. */
  get kept(): FlatWeights {
    return (this.settings.keeps === 'teacher' ? this.teacher : undefined) ?? this.student.weights
  }

  checkpoint(step: number, seconds: number): Checkpoint {
    const { parameters, statistics } = this.student.weights
    const own = new Map([
      ['student.parameters', arrayOf(parameters)],
      ['student.statistics', arrayOf(statistics)],
      ['optimiser.velocity', arrayOf(this.optimiser.velocity)],
    ])
    return { step, seconds, device: deviceOf(), arrays: new Map([...own, ...this.method.state()]) }
  }

  restore({ arrays }: Checkpoint): void {
    const values = (name: string) => {
      const found = arrays.get(name)
      if (!found) throw new Error(`The checkpoint lacks ${name}.`)
      return found.data
    }
    this.student.weights.parameters.set(values('student.parameters'))
    this.student.weights.statistics.set(values('student.statistics'))
    this.optimiser.velocity.set(values('optimiser.velocity'))
    this.method.restore(arrays)
    this.student.dispose()
  }

  dispose(): void {
    this.student.dispose()
    this.method.dispose()
  }
}
