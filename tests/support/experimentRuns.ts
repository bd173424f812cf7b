import type { ExperimentPlan, Run } from '../../src/main/engine/experiment/ExperimentService.ts'
import { settingsFrom } from '../../src/shared/trainer/presets.ts'
import type { Diagnosis, FrameScore, StepReport } from '../../src/shared/trainer/protocol.ts'

/** A frame of two classes and a hundred pixels, half of them lesion, of which so many were found and no others. */
export const judgedFrame = (id: string, found: number, patient = id): FrameScore => ({
  id,
  patient,
  modality: 'WLI',
  truth: [50, 50],
  intersection: [50, found],
  union: [100 - found, 50],
  dice: (2 * found) / (50 + found),
  nsdSlab: found / 50,
  nsdContour: found / 100,
})

const step = (done: number): StepReport => ({
  step: done,
  steps: 3,
  losses: { supervised: 1 / done },
  thresholds: [0.9, 0.8],
  pseudoLabelShare: [0.5, done / 10],
  likeness: { classes: 0.9, boundary: 0.8 },
  secondsPerStep: 0.25,
  secondsLeft: 0,
})

/** A finished run in which so many pixels were found on each frame. */
export function judgedRun(
  name: Pick<Run, 'method' | 'labelled' | 'seed'>,
  found: readonly number[],
  diagnosis?: Diagnosis,
): Run {
  const perFrame = found.map((pixels, i) => judgedFrame(`frame${i}.png`, pixels))
  const scores = {
    iou: [null, null],
    miou: 0.5,
    miouForeground: null,
    dice: null,
    nsd: { slab3d: null, contour2d: null },
    interval: { miou: [0.4, 0.6], dice: [0, 1] },
    byPatient: [],
    byModality: [],
    perFrame,
  } as const
  return {
    ...name,
    settings: settingsFrom('cpu', { classes: 2 }),
    counts: { labelled: 1, unlabelled: 9, validation: 0, test: found.length },
    stepsDone: 3,
    seconds: 60,
    peakMb: 1250,
    madeBy: null,
    net: 'student',
    scores,
    candidates: [{ net: 'student', step: 3, validation: null, test: scores }],
    steps: [1, 2, 3].map(step),
    ...(diagnosis ? { diagnosis } : {}),
  }
}

export const planFor = (methods: readonly string[], seeds: readonly number[]): ExperimentPlan => ({
  data: '/data/frames',
  layout: 'auto',
  classes: 2,
  methods,
  shares: ['10%'],
  validation: '0',
  seeds,
  length: { steps: 3 },
  size: 64,
  batch: 2,
  backbone: 'efficientnet-lite0',
  preset: 'cpu',
  out: '/out',
})
