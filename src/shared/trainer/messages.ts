import type { FrameSignals } from '../domain/frameSignals.ts'
import type { PredictedMaps } from '../domain/heatMaps/predictedMaps.ts'
import type { Probabilities } from '../domain/probabilities.ts'
import type { Reason } from '../reasons/index.ts'
import type { LoggedError } from '../reasons/LoggedError.ts'
import type {
  Asked,
  BenchJob,
  BenchResult,
  Converted,
  ConvertJob,
  DiagnoseJob,
  Diagnosis,
  EvaluateJob,
  ExportJob,
  FrameRef,
  Labelled,
  LookedFrame,
  ModelRef,
  PredictJob,
  Scores,
  StepReport,
  TakenForTrue,
  TrainerDevice,
  TrainJob,
  TrainResult,
  Trust,
  TrustJob,
} from './protocol.ts'

/** Raised when either side's messages change, or what is in them; a trainer of another version is refused. */
export const PROTOCOL_VERSION = 11

/** What a job tells while it is at work. */
export interface News {
  readonly step: { readonly report: StepReport }
  readonly validated: {
    readonly step: number
    readonly iou: readonly (number | null)[]
    readonly miou: number
  }
  /** A few validation frames at some step of a round: before its first step, at looks on its way, and of its model. */
  readonly looked: { readonly step: number; readonly frames: readonly LookedFrame[] }
  readonly notice: { readonly reason: Reason }
  readonly checkpoint: { readonly step: number }
  readonly working: {
    readonly task: 'evaluate' | 'predict'
    readonly done: number
    readonly total: number
    readonly secondsLeft: number
  }
  readonly prediction: {
    readonly id: string
    readonly mask: Uint8Array
    readonly probabilities: Probabilities
    readonly maps: PredictedMaps
    readonly signals: FrameSignals
  }
  /** What is taken for true on a frame that somebody asked about; null where its picture could not be read. */
  readonly taken: Asked & { readonly id: string; readonly trust: Trust; readonly taken: TakenForTrue | null }
  /** A round's net is there: before its overlays, which belong to it. */
  readonly trained: { readonly result: TrainResult }
}

export type NewsKind = keyof News
type NewsOf<K extends NewsKind> = { [N in K]: { readonly kind: N } & News[N] }[K]
export type TrainerEvent = NewsOf<NewsKind>

/** Every kind of job: what it is given, what it tells on its way, and what it answers in the end. */
export interface Jobs {
  readonly train: {
    job: TrainJob
    tells:
      | 'step'
      | 'validated'
      | 'looked'
      | 'notice'
      | 'checkpoint'
      | 'working'
      | 'prediction'
      | 'taken'
      | 'trained'
    answer: TrainResult
  }
  readonly predict: { job: PredictJob; tells: 'working' | 'prediction' | 'notice'; answer: Labelled }
  readonly trust: { job: TrustJob; tells: 'taken'; answer: { readonly frames: number } }
  readonly evaluate: { job: EvaluateJob; tells: 'working'; answer: Scores }
  readonly convert: { job: ConvertJob; tells: never; answer: Converted }
  readonly export: { job: ExportJob; tells: never; answer: ModelRef }
  readonly diagnose: { job: DiagnoseJob; tells: never; answer: Diagnosis }
  readonly bench: { job: BenchJob; tells: never; answer: BenchResult }
  /** Asks what TensorFlow is here. */
  readonly probe: { job: Readonly<Record<string, never>>; tells: never; answer: TrainerDevice }
}

export type JobKind = keyof Jobs
export type AnswerOf<K extends JobKind> = Jobs[K]['answer']

/** The first that any job tells: TensorFlow is loaded. */
export interface Ready {
  readonly kind: 'ready'
  readonly device: TrainerDevice
}

export type EventOf<K extends JobKind> = Ready | NewsOf<Jobs[K]['tells']>

/** Something to do, of one of these kinds. */
export type WorkOf<K extends JobKind> = { [N in K]: { readonly kind: N; readonly job: Jobs[N]['job'] } }[K]
export type Work = WorkOf<JobKind>

/** How a trainer keeps out of the way of whoever works at the same machine. */
export interface Manners {
  /** Whether everything else on the machine comes first: a person waits for none of it. */
  readonly behind: boolean
  /** Threads that TensorFlow may use; null for as many as there are cores. */
  readonly threads: number | null
}

export type TrainerRequest =
  | (Work & {
      readonly version: number
      /** Whether the process waits for more afterwards; one that failed ends all the same. */
      readonly stay: boolean
      /** Heard by a process with its first job alone. */
      readonly manners: Manners
    })
  | { readonly kind: 'pause' }
  /** Asks the job at work to do nothing for so long, ms: somebody paints. */
  | { readonly kind: 'hold'; readonly ms: number }
  /** Asks for some frames of the job at work before its others. */
  | { readonly kind: 'prefer'; readonly frames: readonly string[] }
  /** Asks a run that learns what it takes for true on some frames, to be told between its steps. */
  | { readonly kind: 'takes'; readonly frames: readonly FrameRef[] }
  | { readonly kind: 'cancel' }

/** How a job ended that did not finish, for the engine to act on: why is in the reason. */
export type JobErrorCode = 'cancelled' | 'paused' | 'failed'

export interface JobFailure {
  readonly code: JobErrorCode
  readonly reason: Reason
  /** For the command line alone. */
  readonly detail?: string
  /** For the log. */
  readonly error?: LoggedError
}

/** What comes from a trainer: that it is ready, news, and one end. */
export type TrainerMessage =
  | Ready
  | TrainerEvent
  | { readonly kind: 'done'; readonly answer: AnswerOf<JobKind> }
  | ({ readonly kind: 'failed' } & JobFailure)
