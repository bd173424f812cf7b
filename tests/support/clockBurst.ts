import { writeFileSync } from 'node:fs'
import { LabelService } from '../../src/main/engine/labels/LabelService.ts'
import { emptyMask } from '../../src/shared/domain/mask.ts'
import { encodeMask } from '../../src/shared/domain/rle.ts'
import { callIn } from './me.ts'
import { testEngine } from './TestStudy.ts'

/** Paints in a process of its own, whose clock jumps by the years given before each stroke. */
const [machine = '', study = '', ...years] = process.argv.slice(2)
const clock = process.env['LOCO_TEST_CLOCK'] ?? ''
const engine = testEngine(machine)
const open = await engine.openStudy(study)
const patch = encodeMask({ ...emptyMask(2, 2), data: Uint8Array.of(1, 1, 1, 1) })
for (const [n, shift] of years.entries()) {
  writeFileSync(clock, shift)
  const stroke = `stroke-${n}-${shift}`
  await LabelService.paint(callIn(open), { frame: 1, stroke, base: n + 1, x: n, y: 0, patch })
}
await engine.close()
