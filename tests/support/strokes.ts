import { randomUUID } from 'node:crypto'
import { LabelService } from '../../src/main/engine/labels/LabelService.ts'
import type { OpenStudy } from '../../src/main/engine/study/OpenStudy.ts'
import { emptyMask, type Mask } from '../../src/shared/domain/mask.ts'
import { encodeMask } from '../../src/shared/domain/rle.ts'
import { callIn } from './me.ts'

/** Paints so many small strokes on the first frame, which has a mask already, each a little further on. */
export async function paintStrokes(study: OpenStudy, count: number): Promise<void> {
  const patch = encodeMask({ ...emptyMask(2, 2), data: Uint8Array.of(1, 1, 1, 1) })
  for (let base = 1; base <= count; base++)
    await LabelService.paint(callIn(study), {
      frame: 1,
      stroke: `stroke-${base}`,
      base,
      x: base,
      y: 0,
      patch,
    })
}

/** Paints a whole mask on a frame as this machine's reader, over what that reader has there. */
export async function paintWhole(
  study: OpenStudy,
  frame: number,
  mask: Mask,
  restores: number | null = null,
): Promise<ReturnType<typeof LabelService.paint>> {
  const own = (await LabelService.list(callIn(study), frame)).find((layer) => layer.own)
  return LabelService.paint(callIn(study), {
    frame,
    stroke: randomUUID(),
    base: own?.revision ?? 0,
    x: 0,
    y: 0,
    patch: encodeMask(mask),
    restores,
  })
}
