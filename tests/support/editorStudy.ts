import { mkdirSync, writeFileSync } from 'node:fs'
import { join } from 'node:path'
import type { Page } from 'playwright-core'
import { CatalogueService } from '../../src/main/engine/catalogue/CatalogueService.ts'
import { DemoService } from '../../src/main/engine/demo/DemoService.ts'
import { ImportService } from '../../src/main/engine/import/ImportService.ts'
import { LabelService } from '../../src/main/engine/labels/LabelService.ts'
import { emptyMask, type Mask } from '../../src/shared/domain/mask.ts'
import { predicts, takeMadeUpModel } from './madeUpModel.ts'
import { callIn, me } from './me.ts'
import { Painter } from './Painter.ts'
import { testEngine } from './TestStudy.ts'

/** Side of the demo's frames. */
const SIDE = 384
const FRAMES = 6
const MODEL = 'model-of-the-tour'

/** A disc of one class. */
function disc(value: number, x: number, y: number, radius: number): Mask {
  const mask = emptyMask(SIDE, SIDE)
  for (let i = 0; i < mask.data.length; i++)
    if (Math.hypot((i % SIDE) - x, Math.floor(i / SIDE) - y) < radius) mask.data[i] = value
  return mask
}

/**
 * A study with one examination of six frames for a tour of the canvas. The first has a colleague's mask, a prediction
 * with probabilities, and a frame of the same lesion in the other light; first and fourth have a mask each.
 */
export async function makeEditorStudy(folder: string, home: string): Promise<void> {
  const images = join(folder, 'images')
  mkdirSync(images, { recursive: true })
  const drawn = await DemoService.drawSome(FRAMES)
  for (const [n, bytes] of drawn.entries()) writeFileSync(join(images, `P1_E1_0${n + 1}.jpg`), bytes)
  const engine = testEngine(home)
  const study = await engine.createStudy(join(folder, 'study'), ['normal', 'benign', 'malignant'])
  const groupBy = { kind: 'regex', pattern: /^(P\d+)_(E\d+)/u } as const
  await ImportService.importPaths(callIn(study), [images], { layout: 'folder', groupBy }, () => {})
  const { db } = study.store
  const store = (frame: number, author: string, mask: Mask) =>
    db
      .transaction()
      .execute((transaction) =>
        LabelService.store(transaction, { frame, kind: 'reader', author }, mask, { origin: 'import' }),
      )
  await store(1, 'colleague', disc(2, 170, 250, 40))
  await store(1, me.name, disc(1, 120, 240, 30))
  await store(4, me.name, disc(1, 220, 200, 44))
  await CatalogueService.marks.link(callIn(study), [1, 2], true)
  await takeMadeUpModel(study, MODEL)
  await predicts(study, MODEL, 1, disc(2, 230, 150, 36), softDisc())
  await engine.close()
}

/** Probabilities that fall off evenly around the same place, on a coarse grid as a net's are. */
function softDisc() {
  const [width, height, classes] = [48, 48, 3]
  const data = new Uint8Array(width * height * classes)
  for (let i = 0; i < width * height; i++) {
    const away = Math.hypot((i % width) - 230 / 8, Math.floor(i / width) - 150 / 8)
    const lesion = Math.round(255 * Math.min(1, Math.max(0, 1 - (away - 2) / 6)))
    data.set([255 - lesion, Math.round(lesion * 0.3), lesion - Math.round(lesion * 0.3)], i * classes)
  }
  return { width, height, classes, data }
}

/** Somebody at the canvas with its first frame. */
export async function opensEditorStudy(page: Page, name: string, folder: string): Promise<Painter> {
  const painter = new Painter(page, name)
  await painter.opensStudy(join(folder, 'study'))
  await painter.goesTo('Annotate')
  await painter.looksAtTheFrame()
  return painter
}
