import { randomUUID } from 'node:crypto'
import { join } from 'node:path'
import type { Engine } from '../../src/main/engine/Engine.ts'
import { ModelService } from '../../src/main/engine/models/ModelService.ts'
import type { ModelRow } from '../../src/main/engine/store/schema.ts'
import type { OpenStudy } from '../../src/main/engine/study/OpenStudy.ts'
import { encodeMask } from '../../src/shared/domain/rle.ts'
import { settingsFrom } from '../../src/shared/trainer/presets.ts'
import { callIn } from './me.ts'

const SIDE = 40

/** A model file of the small net, after one step on one made-up frame. */
export async function smallModel(engine: Engine, folder: string, image: string) {
  const mask = encodeMask({ width: SIDE, height: SIDE, data: new Uint8Array(SIDE * SIDE).fill(1, 400, 900) })
  const frame = { id: '1', path: image, patient: 'P', modality: 'other', mask }
  const job = {
    settings: settingsFrom('cpu', { method: 'supervised', classes: 2, steps: 1, size: 32, batch: 2 }),
    labelled: [frame],
    unlabelled: [],
    validation: [],
    test: [],
    limits: { stopAfterSeconds: null, pauseOnBattery: false },
    predict: [],
    initial: { kind: 'none' as const },
    runFolder: join(folder, 'small-model'),
    resume: false,
  }
  const outcome = await engine.jobs.ask({ kind: 'train', job }).outcome
  if (outcome.kind !== 'finished') throw new Error(`There is no model: ${JSON.stringify(outcome)}`)
  return { settings: job.settings, ...outcome.answer }
}

/** Adds weights to a study as a model that has labelled no frame of it. */
export async function bringModel(
  study: OpenStudy,
  { settings, weights, parameters }: Awaited<ReturnType<typeof smallModel>>,
): Promise<ModelRow> {
  const { id } = await ModelService.add(callIn(study), {
    id: randomUUID(),
    run: null,
    source: 'elsewhere.pth',
    settings,
    data: { labelled: 0, unlabelled: 0, splits: {}, splitHash: '' },
    result: { weights, parameters, seconds: 0 },
    judged: null,
    champion: null,
  })
  return ModelService.named(study, id)
}
