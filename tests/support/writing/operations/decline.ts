import { ModelService } from '../../../../src/main/engine/models/ModelService.ts'
import { verdict } from '../../../../src/shared/contract/training.ts'
import { addMadeUpModel } from '../../madeUpModel.ts'
import { callIn } from '../../me.ts'
import { inTables } from '../../tables.ts'
import { studyIn } from '../afterwards.ts'
import { smallStudy } from '../smallStudy.ts'
import type { Writing } from '../Writing.ts'

/** The first one is taken into use, and is declined by nobody. */
const KEPT = 'model-0'
/** Models of one round each, declined one after the other. */
const MODELS = ['model-1', 'model-2', 'model-3', 'model-4', 'model-5', 'model-6', 'model-7', 'model-8']
const UNDECIDED = verdict.parse({
  overall: 'same',
  change: 0,
  interval: null,
  perClass: [],
  patientsWorse: [],
})

/** Somebody keeps the model in use: the verdict says so, and the trail, together. */
export const declining: Writing = {
  name: 'declined model',
  async prepare(engine, home) {
    await smallStudy(engine, home)
    await addMadeUpModel(engine.study, KEPT)
    for (const model of MODELS) {
      await addMadeUpModel(engine.study, model)
      const run = {
        id: `run-of-${model}`,
        state: 'finished',
        config: '{}',
        step: 1,
        seconds_per_step: null,
        message: null,
        model_id: model,
        verdict: JSON.stringify(UNDECIDED),
        started_at: '2026-01-01T00:00:00.000Z',
        ended_at: '2026-01-01T00:01:00.000Z',
      } as const
      await engine.study.store.db.insertInto('run').values(run).execute()
    }
  },
  async write(engine, home, stage) {
    const call = callIn(await studyIn(engine, home))
    stage.begin()
    for (let n = 0; n < stage.repeats; n++) {
      const model = MODELS[n % MODELS.length] ?? 'model-1'
      await ModelService.decline(call, model)
      stage.acknowledge(model)
    }
  },
  async check(engine, home, { acknowledged }) {
    const { store } = await studyIn(engine, home)
    const runs = inTables<{ model: string; verdict: string }>(
      store.folder,
      'SELECT model_id AS model, verdict FROM run',
    )
    const declined = new Set(
      runs.filter((run) => verdict.parse(JSON.parse(run.verdict)).declined).map(({ model }) => model),
    )
    const trailed = new Set(
      inTables<{ subject: string }>(
        store.folder,
        "SELECT subject FROM audit WHERE action = 'decline-model'",
      ).map(({ subject }) => subject.replace('model:', '')),
    )
    return [
      ...acknowledged.filter((model) => !declined.has(model)).map((model) => `lost: ${model} declined`),
      ...MODELS.filter((model) => declined.has(model) !== trailed.has(model)).map(
        (model) => `half: ${model} declined ${declined.has(model)}, in the trail ${trailed.has(model)}`,
      ),
    ]
  },
}
