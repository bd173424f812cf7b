import { mkdirSync, writeFileSync } from 'node:fs'
import { join } from 'node:path'
import { DemoService } from '../../src/main/engine/demo/DemoService.ts'
import { ImportService } from '../../src/main/engine/import/ImportService.ts'
import { LabelService } from '../../src/main/engine/labels/LabelService.ts'
import { addPatient } from './addPatient.ts'
import { type Disc, discs } from './discs.ts'
import { predicts, takeMadeUpModel } from './madeUpModel.ts'
import { callIn, me } from './me.ts'
import { testEngine } from './TestStudy.ts'

export const SIDE = 384
const MODEL = 'model-to-see'
export const mine: Disc = { value: 1, x: 130, y: 240, radius: 40 }
export const models: Disc = { value: 2, x: 250, y: 150, radius: 40 }
export const colleagues: Disc = { value: 2, x: 250, y: 280, radius: 30 }
const near = (disc: Disc): Disc => ({ ...disc, x: disc.x + 4 })
const speck: Disc = { value: 1, x: 60.5, y: 60.5, radius: 0.6 }

/** How sure a model is, the same everywhere: enough for heat maps. */
const unsure = {
  width: 2,
  height: 2,
  classes: 3,
  data: Uint8Array.from([...Array(4)].flatMap(() => [85, 85, 85])),
}

/**
 * Frames to look at, of P1, which teaches: 1 with a mask, an overlay elsewhere and a colleague's mask; 2 with mask and
 * overlay nearly alike; 3 with an overlay and a speck; 4 with nothing. Of P2, which is held out: 5 with an overlay
 * alone, 6 with mask and overlay.
 */
export async function makeSeeingStudy(folder: string): Promise<void> {
  const images = join(folder, 'images')
  mkdirSync(images, { recursive: true })
  const drawn = await DemoService.drawSome(6)
  for (const [n, bytes] of drawn.entries())
    writeFileSync(join(images, `P${n < 4 ? 1 : 2}_E1_0${n + 1}.jpg`), bytes)
  const engine = testEngine(folder)
  const study = await engine.createStudy(join(folder, 'study'), ['normal', 'benign', 'malignant'])
  const { db } = study.store
  await addPatient(study, 'P1', 'train')
  await addPatient(study, 'P2', 'test')
  const groupBy = { kind: 'regex', pattern: /^(P\d+)_(E\d+)/u } as const
  await ImportService.importPaths(callIn(study), [images], { layout: 'folder', groupBy }, () => {})
  await takeMadeUpModel(study, MODEL)
  const paints = (frame: number, author: string, disc: Disc) =>
    db.transaction().execute((transaction) =>
      LabelService.store(transaction, { frame, kind: 'reader', author }, discs(SIDE, disc), {
        origin: 'import',
      }),
    )
  for (const frame of [1, 2, 6]) await paints(frame, me.name, mine)
  await paints(1, 'colleague', colleagues)
  const sees = (frame: number, ...seen: readonly Disc[]) =>
    predicts(study, MODEL, frame, discs(SIDE, ...seen), unsure)
  await sees(1, models)
  await sees(2, near(mine))
  await sees(3, models, speck)
  await sees(5, models)
  await sees(6, models)
  await engine.close()
}
