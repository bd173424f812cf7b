import { eventIterator } from '@orpc/contract'
import * as z from 'zod'
import { reason } from '../reasons/index.ts'
import { modality } from './frames.ts'
import { encodedMask } from './layers.ts'
import { operation } from './operation.ts'
import { name, path } from './texts.ts'

export const runState = z.enum(['running', 'paused', 'finished', 'cancelled', 'crashed'])
export type RunState = z.infer<typeof runState>

/** What a model is called by: its number in the study, and the file that it was made of where no round made it. */
export const modelName = z.object({ number: z.number(), source: z.string().nullable() })

/** The main figure of a model, and what it was measured on. */
export const lesionFigure = z.object({
  /** Mean IoU of the lesion classes that the labels hold, 0 to 1. */
  overlap: z.number(),
  /** Its 95 % bootstrap interval by patient; null where too few patients have a lesion. */
  interval: z.tuple([z.number(), z.number()]).nullable(),
  patients: z.number(),
  /** Those of them with a labelled lesion. */
  patientsWithLesion: z.number(),
  frames: z.number(),
})
export type LesionFigure = z.infer<typeof lesionFigure>

/** What speaks against a round's model, whatever its average says. */
export const alarm = z.discriminatedUnion('kind', [
  z.object({ kind: z.literal('diverged'), step: z.number() }),
  z.object({ kind: z.literal('oneClass'), class: z.number() }),
  z.object({ kind: z.literal('missed'), class: z.number(), frames: z.number() }),
  z.object({ kind: z.literal('chance'), class: z.number(), overlap: z.number(), trivial: z.number() }),
  /** The main figure lies so many points below that of the model in use. */
  z.object({ kind: z.literal('farBelow'), points: z.number() }),
])
export type Alarm = z.infer<typeof alarm>

/** A net that a run had: after its last step, or where it was best. */
export const runNet = z.object({
  net: z.enum(['student', 'teacher', 'best']),
  step: z.number(),
  overlap: z.number().nullable(),
})

/** What a change comes to in a word: `unsure` where too few patients show it to tell. */
export const comparedWord = z.enum(['better', 'same', 'worse', 'unsure'])
export type ComparedWord = z.infer<typeof comparedWord>

/** A figure of two models on the same frames, 0 to 1; null where nothing shows it, and before where there was no model. */
export const comparedFigure = z.object({
  before: z.number().nullable(),
  now: z.number().nullable(),
  /** In points, and its 95 % bootstrap interval by patient; null for too few patients. */
  change: z.number().nullable(),
  interval: z.tuple([z.number(), z.number()]).nullable(),
  word: comparedWord.nullable(),
})
export type ComparedFigure = z.infer<typeof comparedFigure>

/**
 * A round's model beside the one in use, on the frozen validation patients. What has a default was not kept by
 * earlier versions.
 */
export const verdict = z.object({
  /** `first`: there was no model to compare with. `unsure`: too few patients to tell. */
  overall: z.enum(['first', 'better', 'same', 'worse', 'unsure']),
  /** Null in verdicts of earlier versions, whose change was one of another figure. */
  measured: lesionFigure.nullable().default(null),
  /** Change of the main figure in points, and its 95 % bootstrap interval by patient; null for too few patients. */
  change: z.number(),
  interval: z.tuple([z.number(), z.number()]).nullable(),
  /** IoU of each class, the frames whose label holds it, and those of them on which it was found. */
  perClass: z.array(
    z.object({
      class: z.number(),
      before: z.number().nullable(),
      now: z.number().nullable(),
      frames: z.number().default(0),
      found: z.number().default(0),
      /** Patients whose labels hold it. */
      patients: z.number().default(0),
      /** Frames on which the model before found it; null without one. */
      foundBefore: z.number().nullable().default(null),
      change: z.number().nullable().default(null),
      interval: z.tuple([z.number(), z.number()]).nullable().default(null),
      word: comparedWord.nullable().default(null),
    }),
  ),
  /** The main figure in each light, where there are several. */
  byLight: z
    .array(
      z.object({ modality: z.string(), frames: z.number(), patients: z.number(), ...comparedFigure.shape }),
    )
    .default([]),
  patientsWorse: z.array(z.string()),
  alarms: z.array(alarm).default([]),
  /** The net that became the model, and all that the run had. */
  net: runNet.nullable().default(null),
  nets: z.array(runNet).default([]),
  /** Id of the model that it was compared with. */
  against: z.string().nullable().default(null),
  /** Whether it was taken into use by itself. */
  adopted: z.boolean().default(false),
  /** Whether somebody has said that the model in use stays. */
  declined: z.boolean().default(false),
})
export type Verdict = z.infer<typeof verdict>

/** What a step took in a round here, and the round's memory, newest first, by what both depend on. */
export const stepTime = z.object({
  method: z.string(),
  backbone: z.string(),
  size: z.number(),
  batch: z.number(),
  secondsPerStep: z.number(),
  /** The most memory that the round took, GB; null where it made no model, and where an earlier version made it. */
  memory: z.number().nullable(),
})
export type StepTime = z.infer<typeof stepTime>

export const roundOptions = z.object({
  method: name,
  preset: z.enum(['cpu', 'paper', 'code']),
  backbone: name,
  steps: z.number().int().min(1).max(200_000),
  size: z.number().int().min(32).max(1024),
  batch: z.number().int().min(1).max(64),
  seed: z.number().int(),
  /** `champion`: go on from the model in use where there is one, else ImageNet; or a model's id, or a backbone's file. */
  initial: path,
  /** Pause by itself after so long; null runs to the end. */
  stopAfterMinutes: z.number().positive().nullable().default(null),
  /** Processor cores to learn with at most; null for as many as the machine's setting says. */
  threads: z.number().int().min(1).max(1024).nullable().default(null),
  /** Train although no validation patient has a mask, so that nothing can judge the result. */
  unjudged: z.boolean().default(false),
  /** Labels that no reviewer has accepted count as none; without a word it is as the study has it. */
  acceptedOnly: z.boolean().optional(),
})
export type RoundOptions = z.infer<typeof roundOptions>

/** Labelled frames to learn from, all of them and those that hold each class. */
export const labelCount = z.object({ frames: z.number(), withClass: z.array(z.number()) })
export type LabelCount = z.infer<typeof labelCount>

/** What has changed of the labels to learn from since the last round that ended well. */
export const sinceLast = z.object({
  /** Frames that it did not learn from, all and by class, and frames that it did and the next would not. */
  added: labelCount,
  removed: z.number(),
  /** Frames whose label is another one now. */
  changed: z.number(),
})
export type SinceLast = z.infer<typeof sinceLast>

/** What is done about a warning: label frames, of a class or in a light where one is named; or let more patients judge. */
export const remedy = z.discriminatedUnion('kind', [
  z.object({
    kind: z.literal('label'),
    split: z.enum(['train', 'validation']),
    class: z.number().optional(),
    modality: modality.optional(),
  }),
  z.object({ kind: z.literal('judges') }),
])
export type Remedy = z.infer<typeof remedy>

/** What does not keep a round from starting, but will make its model or its verdict worth less. */
export const warning = z.object({ reason, remedy })
export type Warning = z.infer<typeof warning>

export const lossPoint = z.object({
  step: z.number(),
  losses: z.record(z.string(), z.number()),
  thresholds: z.array(z.number()),
  share: z.array(z.number()),
})
export const iouPoint = z.object({ step: z.number(), iou: z.array(z.number().nullable()), miou: z.number() })

export const roundSummary = z.object({
  id: z.string(),
  state: runState,
  options: roundOptions,
  startedAt: z.string(),
  endedAt: z.string().nullable(),
  step: z.number(),
  labelled: z.number(),
  unlabelled: z.number(),
  /** Vetoes that it honours, of frames that it could learn from. */
  vetoed: z.number(),
  secondsLeft: z.number().nullable(),
  /** Whether it does nothing for a moment because somebody paints. */
  waits: z.boolean(),
  /** What it is doing besides learning, in a word the window translates. */
  phase: z.enum(['starting', 'learning', 'evaluating', 'predicting', 'ended']),
  message: reason.nullable(),
  model: z.string().nullable(),
  verdict: verdict.nullable(),
})
export type RoundSummary = z.infer<typeof roundSummary>

export const curves = z.object({ losses: z.array(lossPoint), iou: z.array(iouPoint) })
export type Curves = z.infer<typeof curves>

/** A few validation frames with the layers of their labels, and what the round saw on them as it went. */
export const strip = z.object({
  frames: z.array(z.object({ id: z.number(), name: z.string(), patient: z.string(), label: z.number() })),
  looks: z.array(
    z.object({
      /** 0 before the first step. */
      step: z.number(),
      frames: z.array(z.object({ frame: z.number(), mask: encodedMask, dice: z.number().nullable() })),
    }),
  ),
})
export type Strip = z.infer<typeof strip>

/** How far the overlays of the model in use have come where it lacked some; `total` is 0 for nothing to do. */
export const overlayProgress = z.object({
  kind: z.literal('overlays'),
  done: z.number(),
  total: z.number(),
  secondsLeft: z.number().nullable(),
  /** They could not be made; the study works without them. */
  failed: z.boolean(),
})
export type OverlayProgress = z.infer<typeof overlayProgress>

/** What a round takes a frame for, and where it is sure enough to learn from that as a label. */
export const takenForTrue = z.object({
  frame: z.number(),
  /** The net that was asked, and how many steps it had learned. */
  net: z.enum(['teacher', 'student', 'model']),
  step: z.number(),
  /** Null where the frame's picture could not be read. */
  taken: z
    .object({
      /** How sure it is of each class, `[height,width,classes]`, 255 is certainty. */
      width: z.number(),
      height: z.number(),
      classes: z.number(),
      probabilities: z.base64(),
      /** 1 where its most probable class is learned from, `[height,width]`. */
      trusted: z.base64(),
      /** Share of the frame that is taken for each class, and that is trusted as such, 0–1. */
      labelledShare: z.array(z.number()),
      trustedShare: z.array(z.number()),
    })
    .nullable(),
})
export type TakenOnFrame = z.infer<typeof takenForTrue>

/** What a round can fail for before it learns. */
const beginning = [
  'TRAINING_BUSY',
  'TRAINING_NOT_READY',
  'TENSORFLOW_MISSING',
  'SPLIT_VIOLATED',
  'MODEL_NOT_FOUND',
  'RUN_NOT_FOUND',
  'WRONG_USAGE',
  'LAYER_NOT_FOUND',
  'FILE_DAMAGED',
] as const

export const training = {
  /** What a round would learn from now, and what stands in its way. Changes nothing. */
  outlook: operation('LAYER_NOT_FOUND', 'FILE_DAMAGED').output(
    z.object({
      labelled: z.number(),
      /** Labelled frames to learn from that a reviewer has accepted, and whether the study's rounds learn from these alone. */
      accepted: z.number(),
      acceptedOnly: z.boolean(),
      unlabelled: z.number(),
      /** Vetoes that it would honour. */
      vetoed: z.number(),
      validation: z.number(),
      /** Labelled frames that hold each class. */
      framesWithClass: z.array(z.number()),
      byModality: z.record(
        z.string(),
        z.object({ labelled: z.number(), unlabelled: z.number(), withClass: z.array(z.number()) }),
      ),
      /** Patients to learn from, the most labelled first. */
      byPatient: z.array(z.object({ patient: z.string(), ...labelCount.shape })),
      /** Null before the first round, and after one of an earlier version, which did not say what it learned from. */
      sinceLast: sinceLast.nullable(),
      problems: z.array(reason),
      /** Why nothing could judge the result; it then starts only `unjudged`. */
      cannotJudge: reason.nullable(),
      /** What does not keep it from starting, but should be known: a class that no labelled frame holds. */
      notes: z.array(reason),
      warnings: z.array(warning),
      /** Memory that this machine has free, GB. */
      freeMemory: z.number(),
      stepTimes: z.array(stepTime),
      /** Seconds that a round here takes besides its steps: starting, judging, overlays; null before the first. */
      secondsBeside: z.number().nullable(),
      /** The model that a round would start from; null for general weights. */
      initial: modelName.nullable(),
    }),
  ),
  /** Starts a round and resolves when the trainer has taken it. */
  start: operation(...beginning)
    .input(roundOptions)
    .output(roundSummary),
  /** Goes on with a cancelled or crashed round from its last checkpoint. */
  resume: operation(...beginning)
    .input(z.object({ run: name }))
    .output(roundSummary),
  /** Asks the running round to stop; it keeps a checkpoint. Resolves when it has ended. */
  cancel: operation('RUN_NOT_FOUND', 'WRONG_USAGE')
    .input(z.object({ run: name }))
    .output(roundSummary),
  /** Asks the running round to save a checkpoint and wait to be resumed. Resolves when it has ended. */
  pause: operation('RUN_NOT_FOUND', 'WRONG_USAGE')
    .input(z.object({ run: name }))
    .output(roundSummary),
  /** All rounds, newest first. */
  rounds: operation().output(z.array(roundSummary)),
  /** The curves of a round so far. */
  curves: operation('RUN_NOT_FOUND', 'WRONG_USAGE')
    .input(z.object({ run: name }))
    .output(curves),
  /** What a round saw on a few validation frames, look after look; nothing of rounds of earlier versions. */
  strip: operation('RUN_NOT_FOUND', 'WRONG_USAGE')
    .input(z.object({ run: name }))
    .output(strip),
  /**
   * What a round takes for true by now on some frames to learn from, or on a few that are spread over those without a label:
   * asked of the net that makes its pseudo-labels, between two steps of a round that learns, else of what is kept of it.
   * Changes nothing of the round. Fails TRAINING_NOT_READY before anything is learned, HELD_OUT.
   */
  taken: operation(
    'RUN_NOT_FOUND',
    'FRAME_NOT_FOUND',
    'HELD_OUT',
    'TRAINING_NOT_READY',
    'TENSORFLOW_MISSING',
    'MODEL_NOT_FOUND',
    'FILE_DAMAGED',
    'WRONG_USAGE',
  )
    .input(z.object({ run: name, frames: z.array(z.number()).min(1).max(8).nullable() }))
    .output(z.array(takenForTrue)),
  /**
   * The running round as it goes: a summary with each change, points as they come; and how the overlays that
   * the model in use lacks come on. Goes on over rounds.
   */
  watch: operation().output(
    eventIterator(
      z.discriminatedUnion('kind', [
        z.object({ kind: z.literal('round'), round: roundSummary }),
        z.object({ kind: z.literal('loss'), run: z.string(), point: lossPoint }),
        z.object({ kind: z.literal('iou'), run: z.string(), point: iouPoint }),
        overlayProgress,
      ]),
    ),
  ),
}
