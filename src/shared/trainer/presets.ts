import { isMethodName, kindNamed, type MethodName } from './methods/index.ts'
import { type Preset, preset as presetName, type RoundSettings } from './parts/round.ts'
import { type SettingsOf, type TrainingSettings, trainingSettings } from './settings.ts'

const paper: RoundSettings = {
  preset: 'paper',
  backbone: 'efficientnet-lite0',
  classes: 3,
  steps: 900,
  size: 320,
  batch: 8,
  seed: 0,
  frameSide: null,
  weakCrop: 'random',
  rareShare: 0,
  rareCrops: 0,
  learningRate: 0.001,
  headRate: 10,
  momentum: 0.9,
  weightDecay: 1e-4,
  schedulePower: 0.9,
  checkpointEvery: 50,
  keeps: 'teacher',
  selects: 'last',
}

/**
 * What the presets say to every method. `paper` and `code` are the two readings of LoCo (METHODS §2.6); `cpu` is for
 * rounds of some hundred steps on two cores: small crops of frames brought to twice the crop, and a rate three times
 * higher. A class that fewer than a third of the labelled frames hold is shown oftener: with two frames of 24, neither
 * LoCo nor supervised found any of it without. It keeps the student, which after so few steps is a little ahead of its teacher (in 18 of 24 runs on
 * Kvasir-SEG, by a third of a point on average).
 */
const rounds: Readonly<Record<Preset, RoundSettings>> = {
  paper,
  code: { ...paper, preset: 'code', keeps: 'student', selects: 'best' },
  cpu: {
    ...paper,
    preset: 'cpu',
    size: 128,
    batch: 4,
    frameSide: 256,
    learningRate: 0.003,
    rareShare: 0.33,
    rareCrops: 0.5,
    keeps: 'student',
  },
}

/**
 * A preset for a method, LoCo where none is named, with some of it changed; a smaller crop on the `cpu` preset takes
 * smaller frames with it.
 */
export function settingsFrom<Name extends MethodName = 'loco'>(
  preset: Preset,
  changes: Partial<RoundSettings> & { readonly method?: Name },
): SettingsOf<Name> {
  const { method = 'loco', ...rest } = changes
  const kind = kindNamed(method)
  const own = kind.presets[preset]
  const base = { ...rounds[preset], ...own.round }
  const frameSide = base.frameSide === null ? null : (changes.size ?? base.size) * 2
  // The compiler does not follow that the key and its value are of one kind.
  return { method, ...base, frameSide, ...rest, [kind.name]: own.own } as unknown as SettingsOf<Name>
}

/** LoCo's settings by preset. */
export const presets: Readonly<Record<Preset, SettingsOf<'loco'>>> = {
  paper: settingsFrom('paper', {}),
  code: settingsFrom('code', {}),
  cpu: settingsFrom('cpu', {}),
}

/**
 * Settings as a file holds them, with the preset's own value for what an older version did not know yet, and without
 * what it kept of other methods. Throws where they are no settings.
 */
export function settingsFromFile(text: string): TrainingSettings {
  const read: unknown = JSON.parse(text)
  const { preset, method } = (read ?? {}) as { preset?: unknown; method?: unknown }
  const known = presetName.safeParse(preset).data ?? 'paper'
  const base = settingsFrom(known, typeof method === 'string' && isMethodName(method) ? { method } : {})
  return trainingSettings.parse(completed(base, read))
}

function completed(base: unknown, read: unknown): unknown {
  const isTable = (value: unknown): value is Record<string, unknown> =>
    typeof value === 'object' && value !== null && !Array.isArray(value)
  if (!isTable(base) || !isTable(read)) return read === undefined ? base : read
  const known = Object.keys(base).map((key) => [key, completed(base[key], read[key])])
  return { ...read, ...Object.fromEntries(known) }
}
