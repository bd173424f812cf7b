/** Paints strokes as fast as they are acknowledged and prints each acknowledgement; killed from outside. */
import { writeSync } from 'node:fs'
import { LabelService } from '../../src/main/engine/labels/LabelService.ts'
import { encodeMask } from '../../src/shared/domain/rle.ts'
import { callIn } from './me.ts'
import { testEngine } from './TestStudy.ts'

const [folder = '', home = ''] = process.argv.slice(2)
const engine = testEngine(home)
const study = await engine.openStudy(folder)
let base = (await LabelService.list(callIn(study), 1))[0]?.revision ?? 0
const patch = encodeMask({ width: 5, height: 5, data: new Uint8Array(25).fill(1) })
writeSync(1, 'ready\n')
for (;;) {
  const { revision } = await LabelService.paint(callIn(study), {
    frame: 1,
    stroke: `stroke-${base + 1}-${process.pid}`,
    base,
    x: base % 60,
    y: base % 50,
    patch,
  })
  base = revision
  writeSync(1, `${revision}\n`)
}
