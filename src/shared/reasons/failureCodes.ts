/** Every way an operation can fail, for programs to act on. What people read is made of the reason that comes with it. */
export const failureCodes = [
  'NOT_ALLOWED',
  'NO_STUDY_OPEN',
  'STUDY_NOT_FOUND',
  'STUDY_EXISTS',
  'STUDY_DAMAGED',
  'READ_ONLY',
  'FOLDER_UNREADABLE',
  'NOTHING_TO_IMPORT',
  'NOTHING_TO_EXPORT',
  'MASK_UNMAPPED',
  'KEY_NEEDED',
  'DISK_FULL',
  'FRAME_NOT_FOUND',
  'FILE_DAMAGED',
  'LAYER_NOT_FOUND',
  'STALE_REVISION',
  'BAD_MASK',
  'NOTHING_BETWEEN',
  'NOTHING_PAINTED',
  'LESION_PAINTED',
  'HELD_OUT',
  'VETO_NOT_FOUND',
  'FRAME_LOCKED',
  'COMMENT_NOT_FOUND',
  'TRAINING_NOT_READY',
  'TRAINING_BUSY',
  'TENSORFLOW_MISSING',
  'ASSIST_OFF',
  'RUN_NOT_FOUND',
  'MODEL_NOT_FOUND',
  'SPLIT_VIOLATED',
  'CLASS_IN_USE',
  'WRONG_USAGE',
  'NOT_UNDERSTOOD',
  'INTERNAL',
] as const
export type FailureCode = (typeof failureCodes)[number]

/** Tells a failure code from any other text. */
export const isFailureCode = (code: unknown): code is FailureCode =>
  typeof code === 'string' && (failureCodes as readonly string[]).includes(code)
