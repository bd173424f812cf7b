import { randomUUID } from 'node:crypto'
import { ModelService } from '../../../../src/main/engine/models/ModelService.ts'
import { addMadeUpModel } from '../../madeUpModel.ts'
import { studyIn } from '../afterwards.ts'
import { smallStudy } from '../smallStudy.ts'
import type { Writing } from '../Writing.ts'

/** Weights from elsewhere are kept as models. */
export const modelImport: Writing = {
  name: 'model import',
  prepare: smallStudy,
  async write(engine, home, stage) {
    const study = await studyIn(engine, home)
    stage.begin()
    for (let n = 0; n < stage.repeats; n++) {
      const id = randomUUID()
      await addMadeUpModel(study, id)
      stage.acknowledge(id)
    }
  },
  async check(engine, home, { acknowledged }) {
    const known = new Set((await ModelService.list(await studyIn(engine, home))).map(({ id }) => id))
    return acknowledged.filter((id) => !known.has(id)).map((id) => `lost: model ${id}`)
  },
}
