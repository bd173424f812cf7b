import { LabelService } from '../../src/main/engine/labels/LabelService.ts'
import type { OpenStudy } from '../../src/main/engine/study/OpenStudy.ts'
import { emptyMask } from '../../src/shared/domain/mask.ts'
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
