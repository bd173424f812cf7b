import { failure } from './reason.ts'

/** Reasons that have to do with frames, their masks and their marks. */
export const labels = {
  frameGone: failure('FRAME_NOT_FOUND', {}),
  layerGone: failure('LAYER_NOT_FOUND', {}),
  overlayOfOtherFrame: failure('LAYER_NOT_FOUND', {}),
  maskChanged: failure('FILE_DAMAGED', {}),
  heldOut: failure('HELD_OUT', {}),
  vetoOfHeldOut: failure('HELD_OUT', {}),
  vetoOfLabelled: failure('WRONG_USAGE', {}),
  vetoEmpty: failure('BAD_MASK', {}),
  vetoGone: failure('VETO_NOT_FOUND', {}),
  paintUnreadable: failure('BAD_MASK', {}),
  paintOfNoClass: failure('BAD_MASK', {}),
  paintOutside: failure('BAD_MASK', {}),
  changedElsewhere: failure('STALE_REVISION', {}),
  nothingPainted: failure('NOTHING_PAINTED', {}),
  lesionPainted: failure('LESION_PAINTED', {}),
  ofTwoExaminations: failure('NOTHING_BETWEEN', {}),
  masksNeeded: failure('NOTHING_BETWEEN', {}),
  sizesDiffer: failure('NOTHING_BETWEEN', {}),
  noneBetween: failure('NOTHING_BETWEEN', {}),
  wouldLeak: failure('SPLIT_VIOLATED', {}),
  ofTwoSides: failure('WRONG_USAGE', {}),
  actionForgotten: failure('WRONG_USAGE', {}),
}
