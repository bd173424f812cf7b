import { randomUUID } from 'node:crypto'
import { writeFileSync } from 'node:fs'
import { join } from 'node:path'
import { ModelService } from '../../../../src/main/engine/models/ModelService.ts'
import { sha256 } from '../../../../src/main/files/durableFile.ts'
import { settingsFrom } from '../../../../src/shared/trainer/presets.ts'
import { callIn } from '../../me.ts'
import { studyIn } from '../afterwards.ts'
import { smallStudy } from '../smallStudy.ts'
import type { Writing } from '../Writing.ts'

const WEIGHTS = new Uint8Array(30_000).fill(7)
const settings = settingsFrom('cpu', { method: 'supervised', classes: 2, steps: 1, size: 32, batch: 2 })

/** Weights from elsewhere are kept as models. */
export const modelImport: Writing = {
  name: 'model import',
  async prepare(engine, home) {
    await smallStudy(engine, home)
    writeFileSync(join(home, 'weights'), WEIGHTS)
  },
  async write(engine, home, stage) {
    const call = callIn(await studyIn(engine, home))
    stage.begin()
    for (let n = 0; n < stage.repeats; n++) {
      const id = randomUUID()
      await ModelService.add(call, {
        id,
        run: null,
        source: 'weights.pth',
        settings,
        data: { labelled: 0, unlabelled: 0, splits: {}, splitHash: '' },
        result: {
          weights: { path: join(home, 'weights'), sha256: sha256(WEIGHTS) },
          parameters: 0,
          seconds: 0,
        },
        judged: null,
        champion: null,
      })
      stage.acknowledge(id)
    }
  },
  async check(engine, home, { acknowledged }) {
    const known = new Set((await ModelService.list(await studyIn(engine, home))).map(({ id }) => id))
    return acknowledged.filter((id) => !known.has(id)).map((id) => `lost: model ${id}`)
  },
}
