import { LabelService } from '../../../../src/main/engine/labels/LabelService.ts'
import { callIn } from '../../me.ts'
import { studyIn } from '../afterwards.ts'
import { smallStudy } from '../smallStudy.ts'
import type { Writing } from '../Writing.ts'
import { revisionOf, strokeOn } from './stroke.ts'

/** A study is opened, painted in once, and closed, again and again. */
export const opening: Writing = {
  name: 'open and close',
  prepare: smallStudy,
  async write(engine, home, stage) {
    stage.begin()
    for (let n = 0; n < Math.min(20, stage.repeats); n++) {
      const call = callIn(await studyIn(engine, home))
      const { revision } = await LabelService.paint(call, strokeOn(await revisionOf(call)))
      stage.acknowledge(String(revision))
      await engine.close()
    }
  },
  async check(engine, home, { acknowledged }) {
    const now = await revisionOf(callIn(await studyIn(engine, home)))
    const last = Number(acknowledged.at(-1) ?? 0)
    return now < last ? [`lost: strokes ${now + 1} to ${last}`] : []
  },
}
