import { mkdirSync, writeFileSync } from 'node:fs'
import { join } from 'node:path'
import { DemoService } from '../../src/main/engine/demo/DemoService.ts'
import { ImportService } from '../../src/main/engine/import/ImportService.ts'
import { LabelService } from '../../src/main/engine/labels/LabelService.ts'
import type { OpenStudy } from '../../src/main/engine/study/OpenStudy.ts'
import type { Mask } from '../../src/shared/domain/mask.ts'
import { encodeMask } from '../../src/shared/domain/rle.ts'
import { roles } from '../../src/shared/domain/roles.ts'
import { discs } from './discs.ts'
import { callIn } from './me.ts'
import { testEngine } from './TestStudy.ts'

/** Side of the demo's frames. */
const SIDE = 384
const FRAMES = 5

/** Somebody whose name is as long as one may be. */
export const LONG_NAME = 'Dr Maria-Magdalena Konstantinopoulou-Hohenberg, Laryngology'
const LIN = '林晓梅'

/** A mask that a reader paints and says to be finished. */
export async function submits(study: OpenStudy, reader: string, frame: number, mask: Mask): Promise<void> {
  const call = { study, actor: { name: reader, rights: roles.annotator } }
  const stroke = { frame, stroke: `${frame}-by-reader-${reader.length}`, base: 0, x: 0, y: 0 }
  const { revision } = await LabelService.paint(call, { ...stroke, patch: encodeMask(mask) })
  const as = mask.data.some((value) => value > 0) ? 'done' : 'noLesion'
  await LabelService.declare(call, { frame, base: revision, as })
}

/**
 * A study of one examination whose frames readers have submitted: three findings on the first, one on the second, nothing on
 * the third; on the fourth two readers differ. The fifth is as it came.
 */
export async function makeReviewStudy(folder: string, home: string): Promise<void> {
  const images = join(folder, 'images')
  mkdirSync(images, { recursive: true })
  for (const [n, bytes] of (await DemoService.drawSome(FRAMES)).entries())
    writeFileSync(join(images, `P1_E1_0${n + 1}.jpg`), bytes)
  const engine = testEngine(home)
  const study = await engine.createStudy(join(folder, 'study'), ['normal', 'benign', 'malignant'])
  const groupBy = { kind: 'regex', pattern: /^(P\d+)_(E\d+)/u } as const
  await ImportService.importPaths(callIn(study), [images], { layout: 'folder', groupBy }, () => {})
  const [left, right] = [
    { value: 1, x: 120, y: 200, radius: 30 },
    { value: 2, x: 250, y: 160, radius: 36 },
  ]
  await submits(study, LIN, 1, discs(SIDE, left, right, { value: 1, x: 200, y: 300, radius: 20 }))
  await submits(study, LIN, 2, discs(SIDE, right))
  await submits(study, LIN, 3, discs(SIDE))
  await submits(study, LIN, 4, discs(SIDE, left, right))
  const wider = { ...right, x: 262 }
  await submits(study, LONG_NAME, 4, discs(SIDE, left, wider, { value: 1, x: 200, y: 300, radius: 20 }))
  await engine.close()
}
