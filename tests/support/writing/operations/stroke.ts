import { LabelService, type Stroke } from '../../../../src/main/engine/labels/LabelService.ts'
import type { Call } from '../../../../src/main/engine/study/Call.ts'
import { encodeMask } from '../../../../src/shared/domain/rle.ts'
import { callIn } from '../../me.ts'
import { studyIn } from '../afterwards.ts'
import { smallStudy } from '../smallStudy.ts'
import type { Writing } from '../Writing.ts'

const frame = 1
const patch = encodeMask({ width: 5, height: 5, data: new Uint8Array(25).fill(1) })

/** The revision of the frame's mask that there is. */
export const revisionOf = async (call: Call) => (await LabelService.own(call, frame))?.revision ?? 0

/** The next stroke on the frame. */
export const strokeOn = (base: number): Stroke => ({
  frame,
  stroke: `stroke-${base + 1}-${process.pid}`,
  base,
  x: base % 20,
  y: (3 * base) % 20,
  patch,
})

/** Strokes on one frame, as fast as they are acknowledged. */
export const stroke: Writing = {
  name: 'stroke',
  prepare: smallStudy,
  async write(engine, home, stage) {
    const call = callIn(await studyIn(engine, home))
    let base = await revisionOf(call)
    stage.begin()
    for (let n = 0; n < stage.repeats; n++) {
      const { revision } = await LabelService.paint(call, strokeOn(base))
      base = revision
      stage.acknowledge(String(revision))
    }
  },
  async check(engine, home, { acknowledged }) {
    const now = await revisionOf(callIn(await studyIn(engine, home)))
    const last = Number(acknowledged.at(-1) ?? 0)
    return now < last ? [`lost: strokes ${now + 1} to ${last}`] : []
  },
}
