import { LabelService } from '../../../../src/main/engine/labels/LabelService.ts'
import { encodeMask } from '../../../../src/shared/domain/rle.ts'
import { callIn } from '../../me.ts'
import { studyIn } from '../afterwards.ts'
import { smallStudy } from '../smallStudy.ts'
import type { Writing } from '../Writing.ts'

const FRAME = 1
const patch = encodeMask({ width: 5, height: 5, data: new Uint8Array(25).fill(1) })

/** Strokes on one frame, as fast as they are acknowledged. */
export const stroke: Writing = {
  name: 'stroke',
  prepare: smallStudy,
  async write(engine, home, stage) {
    const call = callIn(await studyIn(engine, home))
    let base = (await LabelService.own(call, FRAME))?.revision ?? 0
    stage.begin()
    for (let n = 0; n < stage.repeats; n++) {
      const stroke = `stroke-${base + 1}-${process.pid}`
      const { revision } = await LabelService.paint(call, {
        frame: FRAME,
        stroke,
        base,
        x: base % 20,
        y: (3 * base) % 20,
        patch,
      })
      base = revision
      stage.acknowledge(String(revision))
    }
  },
  async check(engine, home, { acknowledged }) {
    const now = (await LabelService.own(callIn(await studyIn(engine, home)), FRAME))?.revision ?? 0
    const last = Number(acknowledged.at(-1) ?? 0)
    return now < last ? [`lost: strokes ${now + 1} to ${last}`] : []
  },
}
