import * as z from 'zod'
import { pseudoLabelSettings } from '../parts/pseudoLabels.ts'
import { teacherSettings } from '../parts/teacher.ts'
import { methodKind } from './MethodKind.ts'

const augsegSettings = z.object({
  unsupervisedWeight: z.number(),
  /** Share of the run over which that weight grows from nearly nothing, for teachers that start from scratch. */
  unsupervisedRamp: z.number().min(0).max(1),
  /** Confidence that a pseudo-label must reach. */
  threshold: z.number(),
  denominator: pseudoLabelSettings.shape.denominator,
  /** Whether padding of unlabelled crops is learned from like the rest; the public code does. */
  padding: z.enum(['counted', 'ignored']),
  /** Length that frames' longer sides are scaled around, px; the public code's is 500. Null: each frame's own. */
  scaleBase: z.number().int().positive().nullable(),
  /** `flag_extra_weak`: the student sees the weak view too, which moves its batch statistics alone. */
  extraWeak: z.boolean(),
  /** Epochs from the start in which the teacher is the student. */
  sharedEpochs: z.number().int().min(0),
  ...teacherSettings.shape,
})
export type AugsegSettings = z.infer<typeof augsegSettings>

const paper: AugsegSettings = {
  unsupervisedWeight: 1,
  unsupervisedRamp: 0,
  threshold: 0.95,
  denominator: 'all',
  padding: 'counted',
  scaleBase: null,
  extraWeak: true,
  sharedEpochs: 1,
  teacherMomentum: 0.999,
  teacherRamp: true,
  teacherStatistics: 'average',
}

/**
 * For some hundred steps, as LoCo's: a teacher that follows twenty times faster, from the first step on, since an epoch
 * may be the whole run; less confidence asked for, and pseudo-labels that count little at first.
 */
const cpu: AugsegSettings = {
  ...paper,
  unsupervisedRamp: 0.4,
  threshold: 0.6,
  sharedEpochs: 0,
  teacherMomentum: 0.98,
}

/** METHODS §1.4; `code` is the public code's configuration for VOC, `paper` the same for frames of any size. */
export const augseg = methodKind({
  name: 'augseg',
  sentence: 'learns from unlabelled frames too, with labelled regions in those its teacher is unsure of',
  usesUnlabelled: true,
  // Labelled, weak and strong views go through the student in one pass.
  imagesHeld: 3,
  own: augsegSettings,
  presets: {
    paper: { own: paper },
    code: { round: { keeps: 'teacher' }, own: { ...paper, scaleBase: 500 } },
    cpu: { own: cpu },
  },
})
