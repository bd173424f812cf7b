import * as z from 'zod'
import { contrastSettings } from '../parts/contrast.ts'
import { filterSettings } from '../parts/filter.ts'
import { pseudoLabelSettings } from '../parts/pseudoLabels.ts'
import { teacherSettings } from '../parts/teacher.ts'
import { methodKind } from './MethodKind.ts'

const locoSettings = z.object({
  unsupervisedWeight: z.number(),
  /** Share of the run over which that weight grows from nearly nothing, for teachers that start from scratch. */
  unsupervisedRamp: z.number().min(0).max(1),
  contrastWeight: z.number(),
  lossDivisor: z.number(),
  ...pseudoLabelSettings.shape,
  ...teacherSettings.shape,
  contrast: contrastSettings,
  filter: filterSettings,
})
export type LocoSettings = z.infer<typeof locoSettings>

const paper: LocoSettings = {
  unsupervisedWeight: 0.5,
  unsupervisedRamp: 0,
  contrastWeight: 0.1,
  lossDivisor: 1,
  denominator: 'counted',
  cutMixProbability: 0.5,
  cutMixSource: 'labelled',
  teacherMomentum: 0.999,
  teacherRamp: true,
  teacherStatistics: 'average',
  contrast: {
    ice: true,
    bce: true,
    log: true,
    similarity: 'cosine',
    meanGradient: true,
    meanOver: 'present',
    temperature: 0.1,
    iceRate: 0.3,
    iceBudget: 'equal',
    bceRate: 0.3,
    bceSelect: 'highest',
    bceIncludeBackground: true,
    bceOutside: 'none',
    bceSkipsPadding: true,
    dedupe: true,
    unlabelledView: 'weak',
    threshold: 'filter',
    strictlyAbove: true,
  },
  filter: {
    dynamic: true,
    source: 'teacherWeak',
    fixed: 0.95,
    momentum: 0.999,
    gamma: 0.25,
    globalStart: 0.85,
    localStart: 'uniform',
    globalMean: 'classes',
    globalCeiling: 1,
    absentClass: 'keep',
  },
}

const code: LocoSettings = {
  ...paper,
  lossDivisor: 1.6,
  contrast: {
    ...paper.contrast,
    bceSelect: 'lowest',
    bceIncludeBackground: false,
    bceOutside: 'background',
    bceSkipsPadding: false,
    dedupe: false,
    threshold: 'fixed',
  },
  filter: {
    ...paper.filter,
    globalStart: 0.9,
    localStart: 'global',
    globalMean: 'pixels',
    globalCeiling: 0.95,
    absentClass: 'start',
  },
}

/**
 * For some hundred steps: averages that follow twenty times faster, a filter that asks for less confidence than a net
 * of so few steps can have, and pseudo-labels that count little while the teacher knows little: without that slow
 * beginning a round could run away with its own mistakes.
 */
const cpu: LocoSettings = {
  ...paper,
  unsupervisedWeight: 1,
  unsupervisedRamp: 0.4,
  teacherMomentum: 0.98,
  filter: { ...paper.filter, momentum: 0.98, globalStart: 0.4, gamma: 2 },
}

/** `paper` and `code` are the two readings of LoCo (METHODS §2.6, `differences.ts`). */
export const loco = methodKind({
  name: 'loco',
  sentence:
    'learns from unlabelled frames too, what a mean teacher is sure of, and keeps alike classes apart',
  usesUnlabelled: true,
  // Labelled, weak and strong views go through the student in one pass.
  imagesHeld: 3,
  own: locoSettings,
  presets: { paper: { own: paper }, code: { own: code }, cpu: { own: cpu } },
})
