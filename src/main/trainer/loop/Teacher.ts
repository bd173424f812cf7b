import type { LocoSettings } from '../../../shared/trainer/settings.ts'
import { type Network, releaseValues } from '../nets/Network.ts'
import type { NetValues } from '../ops/Op.ts'
import { type FlatWeights, sharable } from '../weights/layout.ts'
import type { NamedArrays } from '../weights/safetensors.ts'

type TeacherSettings = Pick<LocoSettings, 'teacherMomentum' | 'teacherRamp' | 'teacherStatistics'>

/**
 * The mean teacher: parameters and running statistics follow the student's with decay min(1 − 1/(i+1), limit)
 * after step i (METHODS §2.6, row 20), so that after the first step it is the student.
 */
export class Teacher {
  private readonly network: Network
  private readonly settings: TeacherSettings
  readonly weights: FlatWeights
  private uploaded: NetValues | undefined

  constructor(network: Network, start: FlatWeights, settings: TeacherSettings) {
    this.network = network
    this.settings = settings
    this.weights = sharable(start)
  }

  /** The teacher on TensorFlow, valid until the next `follow`. */
  get values(): NetValues {
    this.uploaded ??= this.network.upload(this.weights)
    return this.uploaded
  }

  follow(step: number, student: FlatWeights): void {
    const { teacherMomentum, teacherRamp, teacherStatistics } = this.settings
    const decay = teacherRamp ? Math.min(1 - 1 / (step + 1), teacherMomentum) : teacherMomentum
    average(this.weights.parameters, student.parameters, decay)
    average(this.weights.statistics, student.statistics, teacherStatistics === 'average' ? decay : 0)
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

function average(mean: Float32Array, value: Float32Array, decay: number): void {
  const rest = 1 - decay
  for (let i = 0; i < mean.length; i++) mean[i] = mean[i]! * decay + value[i]! * rest
}
