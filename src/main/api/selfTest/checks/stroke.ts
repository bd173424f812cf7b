import { randomUUID } from 'node:crypto'
import { type Mask, withPatch } from '../../../../shared/domain/mask.ts'
import { decodeMask, encodeMask } from '../../../../shared/domain/rle.ts'
import { refused } from '../../../../shared/reasons/Refused.ts'
import { LabelService } from '../../../engine/labels/LabelService.ts'
import type { Call } from '../../../engine/study/Call.ts'
import type { Check } from './Check.ts'

/** A square in the frame's corner, where the demo has no lesion, and what it is painted with. */
const SIDE = 24
const MALIGNANT = 2

/** A stroke is saved as the window saves one and read back to the pixel; undo brings back what was there. */
export const stroke: Check = {
  name: 'stroke',
  needs: ['study'],
  async look({ engine, actor }) {
    const call = { study: engine.study, actor }
    const [frame = 0] = engine.study.index.ids({ labelled: true, split: 'train' }, undefined)
    const before = await maskOf(call, frame)
    const data = new Uint8Array(SIDE * SIDE).fill(MALIGNANT)
    const patch = { x: 0, y: 0, width: SIDE, height: SIDE, data }
    const started = performance.now()
    const saved = await paint(call, frame, before.revision, { ...patch, restores: null })
    const ms = performance.now() - started
    const painted = await maskOf(call, frame)
    if (!isSame(painted.mask, withPatch(before.mask, patch))) throw refused('testStrokeDiffers')

    const earlier = await LabelService.before(call, saved.layer, saved.revision)
    if (!earlier) throw refused('testUndoDiffers')
    const whole = { x: 0, y: 0, ...decodeMask(earlier.bytes) }
    await paint(call, frame, saved.revision, { ...whole, restores: earlier.revision })
    if (!isSame((await maskOf(call, frame)).mask, before.mask)) throw refused('testUndoDiffers')
    // What is exported later on is to hold it.
    const { revision } = await maskOf(call, frame)
    await paint(call, frame, revision, { ...patch, restores: null })
    return { ms: Math.round(ms), pixels: SIDE * SIDE }
  },
}

type Painted = Mask & { readonly x: number; readonly y: number; readonly restores: number | null }

const paint = (call: Call, frame: number, base: number, { x, y, restores, ...mask }: Painted) =>
  LabelService.paint(call, { frame, stroke: randomUUID(), base, x, y, patch: encodeMask(mask), restores })

async function maskOf(call: Call, frame: number): Promise<{ revision: number; mask: Mask }> {
  const own = await LabelService.own(call, frame)
  if (!own) throw refused('testStrokeDiffers')
  return { revision: own.revision, mask: decodeMask(own.bytes) }
}

const isSame = (one: Mask, other: Mask) => Buffer.from(one.data).equals(other.data)
