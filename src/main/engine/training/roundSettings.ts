import type { RoundOptions } from '../../../shared/contract/training.ts'
import { methodName } from '../../../shared/trainer/methods/index.ts'
import { settingsFrom } from '../../../shared/trainer/presets.ts'
import type { TrainingSettings } from '../../../shared/trainer/settings.ts'
import type { OpenStudy } from '../study/OpenStudy.ts'

/** The trainer's settings for a round with these wishes, for the classes that the study has now. */
export function roundSettings(
  { classes }: OpenStudy,
  { method, preset, backbone, steps, size, batch, seed }: RoundOptions,
): TrainingSettings {
  return settingsFrom(preset, {
    method: methodName(method),
    backbone,
    steps,
    size,
    batch,
    seed,
    classes: classes.length,
  })
}
