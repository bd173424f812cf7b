import { emptyMask } from '../../../../src/shared/domain/mask.ts'
import { predicts, takeMadeUpModel } from '../../madeUpModel.ts'
import { inTables } from '../../tables.ts'
import { studyIn } from '../afterwards.ts'
import { smallStudy } from '../smallStudy.ts'
import type { Writing } from '../Writing.ts'

const MODEL = 'model-1'
const FRAMES = [1, 2, 3, 4]

/** What a model sees is kept, frame by frame. */
export const overlays: Writing = {
  name: 'overlays of a model',
  async prepare(engine, home) {
    await smallStudy(engine, home)
    await takeMadeUpModel(engine.study, MODEL)
  },
  async write(engine, home, stage) {
    const study = await studyIn(engine, home)
    stage.begin()
    for (let n = 0; n < stage.repeats; n++) {
      const frame = FRAMES[n % FRAMES.length] ?? 1
      await predicts(study, MODEL, frame, emptyMask(32, 32))
      stage.acknowledge(String(frame))
    }
  },
  async check(engine, home, { acknowledged }) {
    const { store } = await studyIn(engine, home)
    const kept = inTables<{ frame: number; probability: number | null }>(
      store.folder,
      `SELECT l.frame_id AS frame, p.layer_id AS probability FROM layer l
         LEFT JOIN probability p ON p.layer_id = l.id WHERE l.kind = 'model'`,
    )
    const half = kept.filter(({ probability }) => probability === null).map((l) => `half: frame ${l.frame}`)
    const here = new Set(kept.map(({ frame }) => String(frame)))
    return [
      ...half,
      ...acknowledged.filter((frame) => !here.has(frame)).map((frame) => `lost: frame ${frame}`),
    ]
  },
}
