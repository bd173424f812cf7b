import { Failure } from '../../../shared/contract/failure.ts'
import { methodKinds } from '../../../shared/trainer/methods/index.ts'
import type { ExperimentPlan } from './plan.ts'

/** What an experiment takes where nobody says otherwise. */
export type ExperimentPreset = Pick<
  ExperimentPlan,
  | 'preset'
  | 'classes'
  | 'methods'
  | 'shares'
  | 'length'
  | 'size'
  | 'batch'
  | 'backbone'
  | 'changes'
  | 'testSets'
>

/** The baseline first, then all others. */
const ALL_METHODS = [
  'supervised',
  ...methodKinds.map(({ name }) => name).filter((name) => name !== 'supervised'),
]

const short = {
  classes: 2,
  methods: ['supervised', 'loco'],
  shares: ['10%'],
  length: { steps: 900 },
  size: 128,
  batch: 4,
  backbone: 'efficientnet-lite0',
} as const

/** What the paper's two data sets have in common (METHODS §0). */
const published = {
  methods: ALL_METHODS,
  shares: ['10%', '30%', '50%'],
  batch: 8,
  backbone: 'resnet50',
} as const

const fahsyu = { ...published, classes: 3, size: 321, length: { epochs: 100, matchSteps: false } } as const
/** The public code's file has a batch of 2 on one card, the paper 8 for all (METHODS §2.6 row 21). */
const polyp = {
  ...published,
  classes: 2,
  size: 384,
  length: { epochs: 80, matchSteps: false },
  // One model of both sets, judged on each (METHODS §0); the public lists keep them in folders of these names.
  testSets: [
    { name: 'Kvasir-SEG', pattern: '(^|/)Kvasir/' },
    { name: 'CVC-ClinicDB', pattern: '(^|/)CVC-ClinicDB/' },
  ],
} as const

/**
 * Experiments by name: short ones on any frames, and those of the paper, in its own reading and in the public code's.
 * The code has rates of its own on polyps (METHODS §2.6 row 8), and lets its dynamic filter choose for the contrast
 * there, which it does not on FAHSYU-LC (row 16).
 */
export const experimentPresets: Readonly<Record<string, ExperimentPreset>> = {
  cpu: { ...short, preset: 'cpu' },
  paper: { ...short, preset: 'paper' },
  code: { ...short, preset: 'code' },
  'paper-fahsyu': { ...fahsyu, preset: 'paper' },
  'paper-polyp': { ...polyp, preset: 'paper' },
  'code-fahsyu': { ...fahsyu, preset: 'code' },
  'code-polyp': {
    ...polyp,
    preset: 'code',
    changes: [
      { path: 'loco.contrast.iceRate', value: 0.1 },
      { path: 'loco.contrast.bceRate', value: 0.25 },
      { path: 'loco.contrast.threshold', value: 'filter' },
    ],
  },
}

/** Fails WRONG_USAGE where there is none of that name. */
export function experimentPreset(name: string): ExperimentPreset {
  const presets = Object.keys(experimentPresets)
  const found = presets.includes(name) ? experimentPresets[name] : undefined
  if (!found) throw new Failure('noSuchPreset', { preset: name, presets })
  return found
}
