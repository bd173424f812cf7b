import { failure, names, number, remark, text } from './reason.ts'

const notReady = 'TRAINING_NOT_READY'
const memory = { needed: number, free: number }

/** Reasons that have to do with rounds, models and the trainer. */
export const training = {
  roundGone: failure('RUN_NOT_FOUND', {}),
  roundFinished: failure(notReady, {}),
  roundUnfinished: failure(notReady, {}),
  roundRunning: failure('TRAINING_BUSY', {}),
  modelGone: failure('MODEL_NOT_FOUND', {}),
  noSuchModel: failure('MODEL_NOT_FOUND', { model: text }),
  weightsUnreadable: failure('MODEL_NOT_FOUND', { path: text }),
  nothingLabelled: failure(notReady, {}),
  nothingUnlabelled: failure(notReady, {}),
  noLesionLabelled: failure(notReady, {}),
  cannotJudge: failure(notReady, {}),
  patientOnBothSides: failure(notReady, { patient: text }),
  nothingToEvaluate: failure(notReady, { split: text }),
  patientsMoved: failure('SPLIT_VIOLATED', { count: number, patients: names }),
  classNotLabelled: remark({ class: text }),
  noTensorFlow: failure('TENSORFLOW_MISSING', {}),
  trainerBusy: failure(notReady, {}),
  trainerOfOtherVersion: failure(notReady, {}),
  trainerStopped: failure('INTERNAL', { how: text }),
  trainerFailed: failure('INTERNAL', {}),
  studioStopped: remark({}),
  cancelled: failure(notReady, {}),
  pausedAsAsked: failure(notReady, { step: number }),
  pausedByTime: failure(notReady, { step: number }),
  pausedByBattery: failure(notReady, { step: number }),
  pausedByMemory: failure(notReady, { step: number }),
  checkpointPassedOver: remark({ file: text }),
  lossNotFinite: failure(notReady, { loss: text, step: number }),
  memoryShort: failure(notReady, {}),
  memoryShortForAll: failure(notReady, memory),
  memoryShortForBatch: failure(notReady, { ...memory, count: number }),
  memoryShortForCrop: failure(notReady, { ...memory, crop: number }),
  memoryShortForBoth: failure(notReady, { ...memory, count: number, crop: number }),
  methodNeedsUnlabelled: failure(notReady, {}),
  noSuchMethod: failure('WRONG_USAGE', { method: text, methods: names }),
  noSuchBackbone: failure('WRONG_USAGE', { backbone: text, backbones: names }),
}
