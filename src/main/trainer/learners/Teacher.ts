import type { TeacherSettings } from '../../../shared/trainer/parts/teacher.ts'
import type { FlatWeights } from '../nets/FlatWeights.ts'
import type { Network } from '../nets/Network.ts'
import type { Outputs } from '../nets/TrainingPass.ts'
import type { NamedArrays } from '../weights/safetensors.ts'
import { type ForwardOptions, free, LiveNet } from './LiveNet.ts'
import type { WeightMemory } from './WeightMemory.ts'

/**
 * The mean teacher: parameters and running statistics follow the student's with decay min(1 − 1/(i+1), limit)
 * after step i (METHODS §2.6, row 20), so that after the first step it is the student.
 */
export class Teacher {
  private readonly settings: TeacherSettings
  private readonly memory: WeightMemory
  private readonly live: LiveNet

  /** Starts as the student, in whose memory it lives. */
  constructor(network: Network, start: FlatWeights, settings: TeacherSettings, memory: WeightMemory) {
    this.settings = settings
    this.memory = memory
    this.live = new LiveNet(network, memory.copyOf(start))
  }

  get weights(): FlatWeights {
    return this.live.weights
  }

  /**
   * What the teacher makes of `[n,S,S,3]` pixels; no gradient flows. In `train` mode its running statistics follow the
   * batch's, as U²PL's do. The outputs are freed with the surrounding tidy.
   */
  forward(pixels: Uint8Array, size: number, options: ForwardOptions): Outputs {
    if (options.mode === 'eval') return this.live.predict(pixels, size)
    const made = this.live.pass(pixels, size, options)
    const { logits, heads } = made.pass.outputs()
    const own = { logits: logits.clone(), heads: mapped(heads, (map) => map.clone()) }
    this.live.follow(made)
    free(made)
    this.live.changed()
    return own
  }

  /** Becomes the student, parameters and running statistics. */
  become(student: FlatWeights): void {
    this.weights.parameters.set(student.parameters)
    this.weights.statistics.set(student.statistics)
    this.live.changed()
  }

  follow(step: number, student: FlatWeights): void {
    const { teacherMomentum, teacherRamp, teacherStatistics } = this.settings
    const decay = teacherRamp ? Math.min(1 - 1 / (step + 1), teacherMomentum) : teacherMomentum
    const { parameters, statistics } = this.weights
    this.memory.average(parameters, student.parameters, decay)
    if (teacherStatistics !== 'own')
      this.memory.average(statistics, student.statistics, teacherStatistics === 'average' ? decay : 0)
    this.live.changed()
  }

  state(): NamedArrays {
    const { parameters, statistics } = this.weights
    return new Map([
      ['teacher.parameters', { shape: [parameters.length], data: parameters }],
      ['teacher.statistics', { shape: [statistics.length], data: statistics }],
    ])
  }

  restore(state: NamedArrays): void {
    this.weights.parameters.set(state.get('teacher.parameters')?.data ?? [])
    this.weights.statistics.set(state.get('teacher.statistics')?.data ?? [])
    this.live.changed()
  }

  dispose(): void {
    this.live.changed()
  }
}

const mapped = <T>(table: Readonly<Record<string, T>>, change: (value: T) => T): Record<string, T> =>
  Object.fromEntries(Object.entries(table).map(([name, value]) => [name, change(value)]))
