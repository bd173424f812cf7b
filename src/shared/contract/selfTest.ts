import * as z from 'zod'
import { reason } from '../reasons/index.ts'
import { operation } from './operation.ts'
import { progress } from './progress.ts'

/** What a test of this installation goes through, in this order. */
export const checkNames = [
  'window',
  'engine',
  'disk',
  'study',
  'stroke',
  'tensorflow',
  'round',
  'prediction',
  'boxAssist',
  'exports',
  'backup',
  'network',
] as const
export type CheckName = (typeof checkNames)[number]

/** What was seen, by the names that the words of a check have gaps for. */
export const seen = z.record(z.string().max(40), z.union([z.string().max(400), z.number()]))
export type Seen = z.infer<typeof seen>

export const checked = z.object({
  name: z.enum(checkNames),
  /** `skipped`: it could not be tried here, which by itself is no fault. */
  state: z.enum(['passed', 'failed', 'skipped']),
  seconds: z.number(),
  seen,
  /** Why it failed or was skipped; null where it passed. */
  reason: reason.nullable(),
})
export type Checked = z.infer<typeof checked>

/** What a test of this installation came to. Nothing of a patient or of a study of the user's is in it. */
export const selfTestReport = z.object({
  version: z.string(),
  platform: z.string(),
  /** ISO. */
  at: z.string(),
  seconds: z.number(),
  checks: z.array(checked),
})
export type SelfTestReport = z.infer<typeof selfTestReport>

/** What the window found of itself: it alone can see that it paints. */
export const windowSeen = z.object({ isPainted: z.boolean(), seconds: z.number(), seen })
export type WindowSeen = z.infer<typeof windowSeen>

/** What studies, rounds, exports and backups can fail for. */
const ON_THE_WAY = [
  'STUDY_EXISTS',
  'STUDY_NOT_FOUND',
  'MASK_UNMAPPED',
  'FILE_DAMAGED',
  'FRAME_NOT_FOUND',
  'FRAME_LOCKED',
  'STALE_REVISION',
  'BAD_MASK',
  'TRAINING_BUSY',
  'LAYER_NOT_FOUND',
  'TRAINING_NOT_READY',
  'MODEL_NOT_FOUND',
  'WRONG_USAGE',
  'SPLIT_VIOLATED',
  'RUN_NOT_FOUND',
  'ASSIST_OFF',
  'NOTHING_TO_EXPORT',
  'NOTHING_TO_IMPORT',
  'KEY_NEEDED',
] as const

export const selfTest = {
  /**
   * Goes through this installation on a study that is thrown away; the open one is left alone. What a check fails for stands
   * in its report; the codes are those that lie on the way.
   */
  run: operation(...ON_THE_WAY)
    .input(z.object({ window: windowSeen.nullable() }))
    .output(progress(selfTestReport)),
}
