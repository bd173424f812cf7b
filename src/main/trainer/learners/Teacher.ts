import type { LocoSettings } from '../../../shared/trainer/settings.ts'
import type { FlatWeights } from '../nets/FlatWeights.ts'
import { type Network, releaseValues } from '../nets/Network.ts'
import type { NetValues } from '../ops/Op.ts'
import type { NamedArrays } from '../weights/safetensors.ts'
import type { WeightMemory } from './WeightMemory.ts'

type TeacherSettings = Pick<LocoSettings, 'teacherMomentum' | 'teacherRamp' | 'teacherStatistics'>

/**
 * The mean teacher: parameters and running statistics follow the student's with decay min(1 − 1/(i+1), limit)
 * after step i (METHODS §2.6, row 20), so that after the first step it is the student.
 */
export class Teacher {
  private readonly network: Network
  private readonly settings: TeacherSettings
  private readonly memory: WeightMemory
  readonly weights: FlatWeights
  private uploaded: NetValues | undefined

  /** Starts as the student, in whose memory it lives. */
  constructor(network: Network, start: FlatWeights, settings: TeacherSettings, memory: WeightMemory) {
    this.network = network
    this.settings = settings
    this.memory = memory
    this.weights = memory.copyOf(start)
  }

  /** The teacher on TensorFlow, valid until the next `follow`. */
  get values(): NetValues {
    this.uploaded ??= this.network.upload(this.weights)
    return this.uploaded
  }

  follow(step: number, student: FlatWeights): void {
    const { teacherMomentum, teacherRamp, teacherStatistics } = this.settings
    const decay = teacherRamp ? Math.min(1 - 1 / (step + 1), teacherMomentum) : teacherMomentum
    const { parameters, statistics } = this.weights
    this.memory.average(parameters, student.parameters, decay)
    this.memory.average(statistics, student.statistics, teacherStatistics === 'average' ? decay : 0)
    this.dispose()
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
    this.dispose()
  }

  dispose(): void {
    if (this.uploaded) releaseValues(this.uploaded)
    this.uploaded = undefined
  }
}
