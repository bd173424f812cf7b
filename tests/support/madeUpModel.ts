import { mkdirSync, writeFileSync } from 'node:fs'
import { join } from 'node:path'
import { LabelService } from '../../src/main/engine/labels/LabelService.ts'
import { ModelService } from '../../src/main/engine/models/ModelService.ts'
import type { OpenStudy } from '../../src/main/engine/study/OpenStudy.ts'
import { sha256 } from '../../src/main/files/durableFile.ts'
import type { Split } from '../../src/shared/contract/frames.ts'
import { EMBEDDED, type FrameSignals } from '../../src/shared/domain/frameSignals.ts'
import type { PredictedMaps } from '../../src/shared/domain/heatMaps/predictedMaps.ts'
import type { Mask } from '../../src/shared/domain/mask.ts'
import type { Probabilities } from '../../src/shared/domain/probabilities.ts'
import { encodeMask } from '../../src/shared/domain/rle.ts'
import { settingsFrom } from '../../src/shared/trainer/presets.ts'
import { callIn } from './me.ts'

/** Adds a model to a study, as of patients on these sides; its weights are nothing that a trainer could load. */
export async function addMadeUpModel(
  study: OpenStudy,
  id: string,
  splits: Readonly<Record<string, Split>> = {},
): Promise<void> {
  const folder = join(study.store.folder, 'runs')
  mkdirSync(folder, { recursive: true })
  const path = join(folder, `${id}.safetensors`)
  writeFileSync(path, id)
  const settings = settingsFrom('cpu', {
    method: 'supervised',
    backbone: 'efficientnet-lite0',
    steps: 1,
    size: 32,
    batch: 2,
    seed: 0,
    classes: study.classes.length,
  })
  await ModelService.add(callIn(study), {
    id,
    run: null,
    source: `${id}.pth`,
    settings,
    data: { labelled: 0, unlabelled: 0, splits, splitHash: '' },
    result: { weights: { path, sha256: sha256(Buffer.from(id)) }, parameters: 0, seconds: 0 },
    judged: null,
    champion: null,
  })
}

/** Adds such a model and takes it into use. */
export async function takeMadeUpModel(study: OpenStudy, id: string): Promise<void> {
  await addMadeUpModel(study, id)
  await ModelService.use(callIn(study), id)
}

const nothingKnown: Probabilities = { width: 1, height: 1, classes: 1, data: Uint8Array.of(255) }

/** Signals of a model that doubts nothing, but for what is said. */
export const signalsWith = (change: Partial<FrameSignals> = {}): FrameSignals => ({
  entropy: 0,
  narrowness: 0,
  torn: null,
  boundary: null,
  netsDiffer: null,
  embedding: new Float32Array(EMBEDDED).fill(EMBEDDED ** -0.5),
  ...change,
})

/** What a model sees on a frame. */
export async function predicts(
  study: OpenStudy,
  model: string,
  frame: number,
  mask: Mask,
  probabilities = nothingKnown,
  signals = signalsWith(),
  maps: PredictedMaps = {},
): Promise<void> {
  await LabelService.keepPrediction(study, model, {
    kind: 'prediction',
    id: String(frame),
    mask: encodeMask(mask),
    probabilities,
    maps,
    signals,
  })
  study.index.refresh([frame])
}
