import { type LocoSettings, type Preset, type TrainingSettings, trainingSettings } from './settings.ts'

const paperLoco: LocoSettings = {
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

const paper: TrainingSettings = {
  method: 'loco',
  preset: 'paper',
  backbone: 'efficientnet-lite0',
  classes: 3,
  steps: 300,
  size: 320,
  batch: 8,
  seed: 0,
  frameSide: null,
  weakCrop: 'random',
  learningRate: 0.001,
  headRate: 10,
  momentum: 0.9,
  weightDecay: 1e-4,
  schedulePower: 0.9,
  checkpointEvery: 50,
  keeps: 'teacher',
  selects: 'last',
  loco: paperLoco,
}

const code: TrainingSettings = {
  ...paper,
  preset: 'code',
  keeps: 'student',
  selects: 'best',
  loco: {
    ...paperLoco,
    lossDivisor: 1.6,
    contrast: {
      ...paperLoco.contrast,
      bceSelect: 'lowest',
      bceIncludeBackground: false,
      bceOutside: 'background',
      bceSkipsPadding: false,
      dedupe: false,
      threshold: 'fixed',
    },
    filter: {
      ...paperLoco.filter,
      globalStart: 0.9,
      localStart: 'global',
      globalMean: 'pixels',
      globalCeiling: 0.95,
      absentClass: 'start',
    },
  },
}

/**
 * Starting points, by name. `paper` and `code` are the two readings of LoCo (METHODS §2.6); `cpu` is for
 * rounds of some hundred steps on two cores: small crops of frames brought to twice the crop, a rate three times
 * higher, averages that follow twenty times faster, a filter that asks for less confidence than a net of so few
 * steps can have, and pseudo-labels that count little while the teacher knows little: without that slow beginning a
 * round could run away with its own mistakes. It keeps the student, which after so few steps is a little ahead of
 * its teacher (in 18 of 24 runs on Kvasir-SEG, by a third of a point on average).
 */
export const presets: Readonly<Record<Preset, TrainingSettings>> = {
  paper,
  code,
  cpu: {
    ...paper,
    preset: 'cpu',
    size: 128,
    batch: 4,
    frameSide: 256,
    learningRate: 0.003,
    keeps: 'student',
    loco: {
      ...paperLoco,
      unsupervisedWeight: 1,
      unsupervisedRamp: 0.4,
      teacherMomentum: 0.98,
      filter: { ...paperLoco.filter, momentum: 0.98, globalStart: 0.6, gamma: 1 },
    },
  },
}

/**
 * Settings as a file holds them, with the preset's own value for what an older version did not know yet. Throws
 * where they are no settings.
 */
export function settingsFromFile(text: string): TrainingSettings {
  const read: unknown = JSON.parse(text)
  const name = (read as { preset?: unknown } | null)?.preset
  const base = presets[name as Preset] ?? paper
  return trainingSettings.parse(completed(base, read))
}

function completed(base: unknown, read: unknown): unknown {
  const isTable = (value: unknown): value is Record<string, unknown> =>
    typeof value === 'object' && value !== null && !Array.isArray(value)
  if (!isTable(base) || !isTable(read)) return read === undefined ? base : read
  const known = Object.keys(base).map((key) => [key, completed(base[key], read[key])])
  return { ...read, ...Object.fromEntries(known) }
}

/** A preset with some of it changed; a smaller crop on the `cpu` preset takes smaller frames with it. */
export function settingsFrom(preset: Preset, changes: Partial<TrainingSettings>): TrainingSettings {
  const base = presets[preset]
  const size = changes.size ?? base.size
  return { ...base, frameSide: base.frameSide === null ? null : size * 2, ...changes }
}
