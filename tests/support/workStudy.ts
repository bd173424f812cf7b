import { mkdirSync, writeFileSync } from 'node:fs'
import { join } from 'node:path'
import { CatalogueService } from '../../src/main/engine/catalogue/CatalogueService.ts'
import { DemoService } from '../../src/main/engine/demo/DemoService.ts'
import { ImportService } from '../../src/main/engine/import/ImportService.ts'
import { LabelService } from '../../src/main/engine/labels/LabelService.ts'
import { WorkService } from '../../src/main/engine/work/WorkService.ts'
import { encodeMask } from '../../src/shared/domain/rle.ts'
import { rights } from '../../src/shared/domain/roles.ts'
import { discs } from './discs.ts'
import { predicts, takeMadeUpModel } from './madeUpModel.ts'
import { callIn } from './me.ts'
import { testEngine } from './TestStudy.ts'

const SIDE = 384
const MODEL = 'model-at-work'
export const LONG = 'Prof. Dr. Maximiliane Freifrau von Hohenstaufen-Wittelsbach'
export const CHINESE = '欧阳建国（耳鼻咽喉头颈外科主任医师）'
const PATIENTS = ['P01', 'P02', 'P03', 'Patient-with-a-remarkably-long-code-2026-0001']

/**
 * Four patients of two frames each, without masks. The first's are accepted, and on its second frame the model sees
 * something malignant elsewhere. The third's were submitted by somebody else.
 */
export async function makeWorkStudy(folder: string): Promise<void> {
  const images = join(folder, 'images')
  mkdirSync(images, { recursive: true })
  const drawn = await DemoService.drawSome(2 * PATIENTS.length)
  for (const [n, bytes] of drawn.entries())
    writeFileSync(join(images, `${PATIENTS[n >> 1] ?? ''}_E1_0${n + 1}.jpg`), bytes)
  const engine = testEngine(folder)
  const study = await engine.createStudy(join(folder, 'study'), ['normal', 'benign', 'malignant'])
  const groupBy = { kind: 'regex', pattern: /^(.+)_(E\d+)/u } as const
  await ImportService.importPaths(callIn(study), [images], { layout: 'folder', groupBy }, () => {})
  await CatalogueService.setSplit(callIn(study), PATIENTS, 'train')
  await takeMadeUpModel(study, MODEL)
  const reads = async (name: string, frame: number) => {
    const call = { study, actor: { name, rights } }
    const { layer, revision } = await LabelService.declare(call, { frame, base: 0, as: 'noLesion' })
    return { frame, layer: layer ?? 0, revision }
  }
  for (const frame of [1, 2]) {
    const mask = await reads(LONG, frame)
    await WorkService.say(callIn(study), { ...mask, says: 'accepted' })
  }
  const other = { study, actor: { name: CHINESE, rights } }
  for (const frame of [5, 6]) {
    const patch = encodeMask(discs(SIDE, { value: 1, x: 150, y: 210, radius: 34 }))
    await LabelService.paint(other, { frame, stroke: `stroke-${frame}`, base: 0, x: 0, y: 0, patch })
    await LabelService.declare(other, { frame, base: 1, as: 'done' })
  }
  await predicts(study, MODEL, 2, discs(SIDE, { value: 2, x: 250, y: 150, radius: 40 }))
  await engine.close()
}
