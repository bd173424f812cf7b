import { ModelService } from '../../../../src/main/engine/models/ModelService.ts'
import { addMadeUpModel } from '../../madeUpModel.ts'
import { callIn } from '../../me.ts'
import { inTables } from '../../tables.ts'
import { studyIn } from '../afterwards.ts'
import { smallStudy } from '../smallStudy.ts'
import type { Writing } from '../Writing.ts'

const MODEL = 'model-1'
/** How often the note had been written when a text was. */
const timesIn = (text: string) => Number(/seen (\d+) times/.exec(text)?.[1] ?? 0)

/** A note on a model, written anew again and again; it says how often, and so does the trail. */
export const noting: Writing = {
  name: 'note on a model',
  async prepare(engine, home) {
    await smallStudy(engine, home)
    await addMadeUpModel(engine.study, MODEL)
  },
  async write(engine, home, stage) {
    const call = callIn(await studyIn(engine, home))
    const before = timesIn((await ModelService.card(call.study, MODEL)).note)
    stage.begin()
    for (let n = before + 1; n <= before + stage.repeats; n++) {
      await ModelService.noteOn(call, MODEL, `seen ${n} times`)
      stage.acknowledge(String(n))
    }
  },
  async check(engine, home, { acknowledged }) {
    const study = await studyIn(engine, home)
    const kept = timesIn((await ModelService.card(study, MODEL)).note)
    const trailed = inTables<{ detail: string }>(
      study.store.folder,
      "SELECT detail FROM audit WHERE action = 'note-model' ORDER BY seq",
    ).map(({ detail }) => timesIn(detail))
    const last = Number(acknowledged.at(-1) ?? 0)
    return [
      ...(kept < last || kept > last + 1 ? [`acknowledged ${last}, kept ${kept}`] : []),
      ...(kept === (trailed.at(-1) ?? 0) ? [] : [`kept ${kept}, in the trail ${trailed.at(-1)}`]),
    ]
  },
}
