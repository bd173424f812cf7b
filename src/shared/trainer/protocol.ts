import type { JudgedFrame } from '../domain/lesionOverlap.ts'
import type { Probabilities } from '../domain/probabilities.ts'
import type { TrainingSettings } from './settings.ts'

export interface FrameRef {
  readonly id: string
  /** Absolute path of the frame's file. */
  readonly path: string
}

export interface LabelledFrame extends FrameRef {
  readonly patient: string
  /** NBI, WLI or other; scores are told apart by it. */
  readonly modality: string
  /** A mask in the frame's own pixels, as `encodeMask` writes it. */
  readonly mask: Uint8Array
  /** Where a person has corrected what a model had seen: 1 there, in the same form; absent where that is nowhere, or not asked. */
  readonly corrected?: Uint8Array
}

/** A frame that is learned from without its label; an experiment that has it may count how often it was guessed. */
export interface UnlabelledFrame extends FrameRef {
  readonly truth?: Uint8Array
  /** What of it is not to be learned from: 1 there, in the frame's own pixels, as `encodeMask` writes it. */
  readonly veto?: Uint8Array
}

/** Where a net's first values come from: ImageNet weights (`.pth`), a model of the study, or nothing. */
export type InitialWeights =
  | { readonly kind: 'imagenet'; readonly path: string }
  | { readonly kind: 'model'; readonly path: string; readonly sha256: string }
  | { readonly kind: 'none' }

export interface ModelRef {
  readonly path: string
  readonly sha256: string
}

/** What a run gives way to: it saves a checkpoint and waits to be resumed. */
export interface RunLimits {
  readonly stopAfterSeconds: number | null
  readonly pauseOnBattery: boolean
  /** Threads that TensorFlow may use; null or absent for what suits the machine. */
  readonly threads?: number | null
}

export type PauseReason = 'asked' | 'time' | 'battery' | 'memory' | 'disk'

export interface TrainJob {
  readonly settings: TrainingSettings
  readonly labelled: readonly LabelledFrame[]
  readonly unlabelled: readonly UnlabelledFrame[]
  /** Frozen frames that the result is judged on, and the best net of a run is chosen by. */
  readonly validation: readonly LabelledFrame[]
  /** Frames that nothing is chosen by: an experiment's result. A round in a study has none. */
  readonly test: readonly LabelledFrame[]
  readonly limits: RunLimits
  /** Frames whose predictions come back as overlays at the end. */
  readonly predict: readonly FrameRef[]
  readonly initial: InitialWeights
  /** Judged on the same frames, for the verdict. */
  readonly champion?: ModelRef
  /** Where checkpoints, log and weights of this run lie. */
  readonly runFolder: string
  /** Continue from the last sound checkpoint in `runFolder`. */
  readonly resume: boolean
}

export interface PredictJob {
  readonly model: ModelRef
  readonly frames: readonly FrameRef[]
}

/** What a pseudo-label must be to be learned from. */
export interface Trust {
  /** Confidence that each class must reach; empty where none is asked. */
  readonly thresholds: readonly number[]
  /** The entropy that a pixel's probabilities must stay below; null where none is asked. */
  readonly entropyBelow: number | null
}

/** Which net it is that is asked, and how many steps it has learned. */
export interface Asked {
  readonly net: 'teacher' | 'student' | 'model'
  readonly step: number
}

/** What a net takes a frame for, and where that is trusted. */
export interface TakenForTrue {
  readonly probabilities: Probabilities
  /** 1 where the most probable class is learned from as a label, on the grid of the probabilities. */
  readonly trusted: Uint8Array
  /** Share of the frame that is taken for each class, and that is trusted as such, 0–1. */
  readonly labelledShare: readonly number[]
  readonly trustedShare: readonly number[]
}

/** Asks what a round that does not learn now takes for true, by what is kept of it. */
export interface TrustJob {
  readonly source:
    | ({ readonly kind: 'model' } & ModelRef)
    | { readonly kind: 'checkpoint'; readonly settings: TrainingSettings; readonly runFolder: string }
  readonly trust: Trust
  readonly frames: readonly FrameRef[]
}

/** How many frames have an overlay now, and how many could not be read. */
export interface Labelled {
  readonly labelled: number
  readonly unreadable: number
}

export interface EvaluateJob {
  readonly model: ModelRef
  readonly frames: readonly LabelledFrame[]
}

/** A weights file made elsewhere becomes a model file of ours. */
export interface ConvertJob {
  /** safetensors or PyTorch, by its content. */
  readonly source: string
  readonly net: 'student' | 'teacher'
  /** The backbone's name, or null to tell it from the tensors. */
  readonly backbone: string | null
  /** The rest of the model's settings. */
  readonly settings: TrainingSettings
  readonly target: string
}

/** What became of a weights file from elsewhere. */
export interface Converted {
  readonly weights: ModelRef
  readonly parameters: number
  readonly backbone: string
}

export interface ExportJob {
  readonly model: ModelRef
  readonly target: string
  readonly format: 'safetensors' | 'onnx'
}

/** Asks for what a report shows of a model, on a few frames with truth. */
export interface DiagnoseJob {
  readonly model: ModelRef
  readonly frames: readonly LabelledFrame[]
}

/** One frame as a model sees it; pictures are PNGs. */
export interface FrameDiagnosis {
  readonly id: string
  readonly truth: Uint8Array
  readonly predicted: Uint8Array
  /** Light where a pixel's embedding is like its neighbours', dark where it changes. */
  readonly boundary: Uint8Array
}

/** A sampled embedding in the plane, and the true class under it. */
export interface EmbeddedPoint {
  readonly x: number
  readonly y: number
  readonly class: number
}

export interface Diagnosis {
  readonly frames: readonly FrameDiagnosis[]
  readonly embedding: readonly EmbeddedPoint[]
}

export interface BenchJob {
  readonly settings: TrainingSettings
  /** Steps before the first that is timed: kernels are made in the first, and settle over some more. */
  readonly warmUp: number
  readonly repeats: number
  /** Begins no further step after so long, s: one is enough where each takes minutes. Null: does all. */
  readonly within: number | null
}

/** What TensorFlow is here. */
export interface TrainerDevice {
  readonly tensorflow: string
  readonly backend: string
  readonly device: 'cpu' | 'gpu'
  /** The processor's name. */
  readonly processor: string
  /** Its instruction sets that matter here, and a limit that was set for oneDNN. */
  readonly instructions: string
  /** Whether TensorFlow runs oneDNN's kernels on it. */
  readonly onednn: boolean
  /** Threads that TensorFlow computes with; what earlier versions wrote does not say it. */
  readonly threads?: number
}

/** How alike a net makes what differs, on a few test frames: cosines of the decoder's features; null where none are. */
export interface Likeness {
  /** Between the means of classes. */
  readonly classes: number | null
  /** Of pixels at a class's boundary to the most different one near them. */
  readonly boundary: number | null
}

export interface StepReport {
  readonly step: number
  readonly steps: number
  readonly losses: Readonly<Record<string, number>>
  readonly thresholds: readonly number[]
  readonly pseudoLabelShare: readonly number[]
  /** Share of confident pseudo-labels that are right, where the truth is known. */
  readonly pseudoLabelAccuracy?: readonly (number | null)[]
  /** Mean cosine between the classes' mean embeddings: it falls as they are told apart. */
  readonly classSimilarity?: number
  /** At some steps of an experiment. */
  readonly likeness?: Likeness
  readonly secondsPerStep: number
  readonly secondsLeft: number
}

/** Per class: pixels in the label, in both, in either; per-image scores are null where they are undefined. */
export interface FrameScore extends JudgedFrame {
  readonly id: string
  readonly patient: string
  readonly modality: string
  readonly dice: number | null
  readonly nsdSlab: number | null
  readonly nsdContour: number | null
}

/** A validation frame as a run's net saw it at some step. */
export interface LookedFrame {
  readonly id: string
  /** `encodeMask` bytes, in the frame's own pixels. */
  readonly mask: Uint8Array
  /** Mean Dice of the lesion classes that its label holds; null where it holds none. */
  readonly dice: number | null
}

/** Scores of the frames of one patient, or of one modality. */
export interface GroupScore {
  readonly name: string
  readonly frames: number
  readonly iou: readonly (number | null)[]
  readonly miou: number
  readonly dice: number | null
}

export interface Scores {
  /** Dataset IoU per class, 0–1; null for a class that occurs nowhere. */
  readonly iou: readonly (number | null)[]
  /** Mean over classes including background. */
  readonly miou: number
  /** Mean over classes without background, as the paper's laryngoscopy table has it. */
  readonly miouForeground: number | null
  /** Mean of per-image foreground Dice. */
  readonly dice: number | null
  readonly nsd: { readonly slab3d: number | null; readonly contour2d: number | null }
  /** 95 % intervals from resampling patients. */
  readonly interval: { readonly miou: readonly [number, number]; readonly dice: readonly [number, number] }
  readonly byPatient: readonly GroupScore[]
  readonly byModality: readonly GroupScore[]
  readonly perFrame: readonly FrameScore[]
}

/** A net that a run ended with. */
export interface Candidate {
  readonly net: 'student' | 'teacher' | 'best'
  /** The step it is of. */
  readonly step: number
  readonly validation: Scores | null
  readonly test: Scores | null
}

export interface TrainResult {
  readonly steps: number
  readonly seconds: number
  readonly weights: ModelRef
  readonly parameters: number
  readonly thresholds: readonly number[]
  /** The step at which the loss was no number any more and learning ended; null where it went through. */
  readonly divergedAt: number | null
  /** Which net became the model, and its scores on validation patients. */
  readonly net: Candidate['net']
  readonly scores: Scores | null
  readonly candidates: readonly Candidate[]
  readonly championScores: Scores | null
  /** The most memory that the run's process took, learning and judging, MB. A graphics card's own is not in it. */
  readonly peakMb: number
}

export interface BenchResult {
  readonly stepSeconds: number
  /** What all threads took together, augmentation included: the fairer figure where others use the machine too. */
  readonly cpuSeconds: number
  readonly dataSeconds: number
  readonly teacherSeconds: number
  readonly studentSeconds: number
  readonly lccSeconds: number
  readonly backwardSeconds: number
  readonly updateSeconds: number
  readonly peakRssMb: number
  /** Bytes that a run of these settings is estimated to take, as it is asked before its start. */
  readonly neededBytes: number
  /** Tensors alive and resident memory after each tenth of the repeats. */
  readonly numTensors: readonly number[]
  readonly rssMb: readonly number[]
}
