import { methodName } from './methods/index.ts'
import type { Preset, RoundSettings } from './parts/round.ts'
import { settingsFrom } from './presets.ts'
import type { TrainingSettings } from './settings.ts'

/** A part of LoCo that the paper's ablation turns on and off (METHODS §2.7). */
interface Parts {
  /** Class-wise dynamic thresholds; without them every class needs the fixed one. */
  readonly cdf: boolean
  /** Boundary exploration. */
  readonly bce: boolean
  /** Inter-class exploration. */
  readonly ice: boolean
}

/** The paper's rows by name. M1 is the supervised baseline; M2 a plain mean teacher; M7 the whole method. */
export const ablation: Readonly<Record<string, Parts | 'supervised'>> = {
  M1: 'supervised',
  M2: { cdf: false, bce: false, ice: false },
  M3: { cdf: true, bce: false, ice: false },
  M4: { cdf: false, bce: true, ice: false },
  M5: { cdf: false, bce: false, ice: true },
  M6: { cdf: false, bce: true, ice: true },
  M7: { cdf: true, bce: true, ice: true },
}

/** Settings of a method by its name, or of a row of the ablation by M1–M7. Throws `Refused` for any other name. */
export function settingsOfVariant(
  preset: Preset,
  name: string,
  changes: Partial<RoundSettings>,
): TrainingSettings {
  const parts = ablation[name]
  if (parts === undefined) return settingsFrom(preset, { ...changes, method: methodName(name) })
  if (parts === 'supervised') return settingsFrom(preset, { ...changes, method: 'supervised' })
  const whole = settingsFrom(preset, { ...changes, method: 'loco' })
  const { cdf, bce, ice } = parts
  const { contrast, filter } = whole.loco
  return {
    ...whole,
    loco: { ...whole.loco, contrast: { ...contrast, bce, ice }, filter: { ...filter, dynamic: cdf } },
  }
}
